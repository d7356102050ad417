//! The wasm taken apart into strands: its instructions in one, the variables they name in another, and so on. Like bytes
//! beside like ones compress to a tenth less; `page/strands.js` puts them together again before the browser compiles them.
//!
//! The file begins with the places of its [`PLACES`] strands, numbers of four bytes, little-endian. Then come the strands:
//! first those of the code, in the order of the digits in [`STRANDS`], then what stands before and after the code, as it was.
//! A variable is told by how many others were used since it was used last, and one that was not used yet by its type: that
//! is the next one, for the page names the variables in the order in which they come, and declares them so. A function that
//! is called is told by how many others were called since. The sizes of the code and its functions are left out, and so is
//! of what an address is a multiple: a hint that no machine of today needs.

use crate::reader::{Fault, Reader, push};

const PLACES: usize = STRANDS_OF_CODE + 2;
/// How many strands hold the code.
pub const STRANDS_OF_CODE: usize = 11;

/// For each instruction by its number, the strand of what follows it, in base 36: 0 the instructions' own, 9 and 1 variables
/// that are read and written, 2 and 3 where is read from and written to, 4 functions, 5 and 6 constants, 7 branches, a
/// global variables, 8 all else; a space where nothing does.
const STRANDS: &[u8] = b"            777 44              911aa   222222222222223333333338856 8";

/// The sections of the functions' types, of which function has which, and of the code.
pub const TYPES: u8 = 1;
pub const FUNCTIONS: u8 = 3;
pub const CODE: u8 = 10;
/// Most blocks have no type, and it is left out; of others the instruction is so much more, and strand 8 has the type.
const TYPED: u8 = 0x10;
const NO_TYPE: u8 = 0x40;
const BLOCK: u8 = 0x02;
const IF: u8 = 0x04;
const END: u8 = 0x0b;
const BRANCHES: u8 = 0x0e;
const CALL: u8 = 0x10;
const CALL_INDIRECT: u8 = 0x11;
const LOCAL_GET: u8 = 0x20;
const LOCAL_SET: u8 = 0x21;
const LOCAL_TEE: u8 = 0x22;
const CONSTANT: u8 = 0x41;
const F64: u8 = 0x44;
const EXTENDED: u8 = 0xfc;
/// The commonest instructions, each with its number in one byte: a constant below 16, reading one of the three variables
/// used last, and writing one for the first time, a number of 32 bits. Where they lie among the bytes decides which of them
/// brotli takes for alike in what comes next.
const SMALL: u8 = 0xdc;
const SMALL_CONSTANTS: u8 = 16;
const LATEST: u8 = 0xec;
const LATEST_VARIABLES: u8 = 3;
const FIRST_WRITTEN: u8 = 0xef;
/// The types of variables are the numbers from here to 127, which no variable has that was used before.
const LOWEST_TYPE: u8 = 0x7c;
const TYPES_OF_VARIABLES: usize = 4;
const WHOLE: u8 = 0x7f;
/// The page names functions and variables in two bytes.
const MOST: u16 = 1 << 14;

/// Odd instructions are written with their highest bit turned: of bytes that differ only in their last bits brotli takes
/// more for alike. What is multiplied by it twice is what it was.
const TURN: u8 = 129;

/// The strands of a wasm.
///
/// # Errors
///
/// Says what of it `page/strands.js` would not know.
pub fn unravel(wasm: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut strands = vec![Vec::new(); STRANDS_OF_CODE];
    let mut reader = Reader::new(wasm);
    let mut around = [reader.take(8)?.to_vec(), Vec::new()];
    let mut behind = 0;
    let mut used = Used::new();
    let (mut types, mut functions) = (&[0][..], &[0][..]);
    while !reader.is_empty() {
        let from = reader.at();
        let section = reader.byte()?;
        let size = reader.number()?;
        if section == CODE {
            around[0].push(CODE);
            behind = 1;
            let from = reader.at();
            reader.number()?;
            strands[8].extend(&wasm[from..reader.at()]);
            for parameters in parameters(types, functions)? {
                function(&mut reader, parameters, &mut used, &mut strands)?;
            }
        } else {
            let bytes = reader.take(size)?;
            match section {
                TYPES => types = bytes,
                FUNCTIONS => functions = bytes,
                _ => {}
            }
            around[behind].extend(&wasm[from..reader.at()]);
        }
    }
    strands[0].iter_mut().for_each(|code| *code = code.wrapping_mul(TURN));
    strands.extend(around);
    let mut file = Vec::with_capacity(wasm.len());
    let mut place = 4 * PLACES;
    for strand in &strands {
        file.extend(u32::try_from(place)?.to_le_bytes());
        place += strand.len();
    }
    file.extend(strands.concat());
    Ok(file)
}

fn function(
    reader: &mut Reader,
    parameters: u8,
    used: &mut Used,
    strands: &mut [Vec<u8>],
) -> Result<(), Fault> {
    let size = reader.number()?;
    let end = reader.at() + size;
    used.enter(reader, parameters)?;
    let mut depth = 1;
    while depth > 0 {
        depth += instruction(reader, used, strands)?;
    }
    if reader.at() == end { Ok(()) } else { Err("a function is longer than its instructions".into()) }
}

/// How many parameters each function has, from what the two sections hold.
///
/// # Errors
///
/// Says what of it `page/strands.js` would take for something else.
pub fn parameters(types: &[u8], functions: &[u8]) -> Result<Vec<u8>, Fault> {
    let (mut types, mut functions) = (Reader::new(types), Reader::new(functions));
    let mut parameters = Vec::new();
    for _ in 0..types.few(&mut Vec::new())? {
        types.byte()?;
        let count = types.few(&mut Vec::new())?;
        types.take(usize::from(count))?;
        let results = types.few(&mut Vec::new())?;
        types.take(usize::from(results))?;
        parameters.push(count);
    }
    let of = |of: u8| parameters.get(usize::from(of)).copied().ok_or_else(|| "a function has no type".into());
    (0..functions.number()?).map(|_| of(functions.byte()?)).collect()
}

/// What was used how lately: the last one first.
pub struct Used {
    functions: Vec<usize>,
    /// Of those that were not used yet only the parameters, which come first, in their order.
    variables: Vec<usize>,
    parameters: usize,
    /// The types of all variables that are no parameters.
    types: Vec<u8>,
}

impl Used {
    /// Before anything is.
    pub fn new() -> Self {
        let functions = (0..MOST.into()).collect();
        Self { functions, variables: Vec::new(), parameters: 0, types: Vec::new() }
    }

    /// Reads which variables the next function has beside its parameters.
    pub fn enter(&mut self, reader: &mut Reader, parameters: u8) -> Result<(), Fault> {
        self.parameters = parameters.into();
        self.variables = (0..self.parameters).collect();
        self.types.clear();
        for _ in 0..reader.number()? {
            let count = reader.number()?;
            self.types.resize(self.types.len() + count, reader.byte()?);
        }
        if self.parameters + self.types.len() < MOST.into() {
            Ok(())
        } else {
            Err("a function has too many variables".into())
        }
    }

    /// How many other functions were called since this one was, or are before it.
    fn function(&mut self, function: usize) -> Result<usize, Fault> {
        again(&mut self.functions, function).ok_or_else(|| "there are too many functions".into())
    }

    /// How many other variables were used since this one was, but for the numbers of types; or its type if it was not used.
    fn variable(&mut self, variable: usize) -> Result<usize, Fault> {
        if let Some(rank) = again(&mut self.variables, variable) {
            return Ok(if rank < LOWEST_TYPE.into() { rank } else { rank + TYPES_OF_VARIABLES });
        }
        self.variables.insert(0, variable);
        let own = variable.checked_sub(self.parameters);
        let of = own.and_then(|own| self.types.get(own)).filter(|of| (LOWEST_TYPE..=WHOLE).contains(of));
        of.map(|of| usize::from(*of)).ok_or_else(|| "a variable is of a type that is not known".into())
    }
}

/// Where it was, if it is in the list; now it is the first.
fn again(list: &mut [usize], one: usize) -> Option<usize> {
    let rank = list.iter().position(|other| *other == one)?;
    list[..=rank].rotate_right(1);
    Some(rank)
}

/// Answers by how much deeper the next instruction stands.
pub fn instruction(reader: &mut Reader, used: &mut Used, strands: &mut [Vec<u8>]) -> Result<i32, Fault> {
    let code = reader.byte()?;
    let strand = STRANDS.get(usize::from(code)).copied().unwrap_or(b' ');
    let strand = char::from(strand).to_digit(36).map(|digit| digit as usize);
    // Exceptions, tail calls, typed selects, tables, 32-bit floats, references, vectors.
    if let 0x06..=0x0a | 0x12..=0x19 | 0x1c | 0x25..=0x27 | 0x43 | 0xc5..=0xfb | 0xfd.. = code {
        return Err(format!("the instruction {code:#x} is not known").into());
    }
    match (code, strand) {
        (LOCAL_GET..=LOCAL_TEE, Some(strand)) => {
            let told = used.variable(reader.number()?)?;
            if code == LOCAL_GET && told < LATEST_VARIABLES.into() {
                strands[0].push(LATEST + told as u8);
            } else if code != LOCAL_GET && told == usize::from(WHOLE) {
                strands[0].push(FIRST_WRITTEN + (code - LOCAL_SET));
            } else {
                strands[0].push(code);
                push(&mut strands[strand], told);
            }
        }
        (BLOCK..=IF, _) => match reader.peek()? {
            NO_TYPE => {
                reader.byte()?;
                strands[0].push(code);
            }
            _ => {
                strands[0].push(code + TYPED);
                reader.copy(&mut strands[8])?;
            }
        },
        (CALL, Some(strand)) => {
            strands[0].push(code);
            push(&mut strands[strand], used.function(reader.number()?)?);
        }
        (CONSTANT, _) if reader.peek()? < SMALL_CONSTANTS => strands[0].push(SMALL + reader.byte()?),
        (_, Some(strand @ (2 | 3))) => {
            reader.byte()?;
            strands[0].push(code);
            reader.copy(&mut strands[strand])?;
        }
        (EXTENDED, _) => {
            strands[0].push(code);
            let numbers = match reader.few(&mut strands[0])? {
                0..8 => 0,
                10 => 2,
                11 => 1,
                other => return Err(format!("the instruction 0xfc {other} is not known").into()),
            };
            for _ in 0..numbers {
                reader.copy(&mut strands[0])?;
            }
        }
        (BRANCHES, Some(strand)) => {
            strands[0].push(code);
            for _ in 0..=reader.few(&mut strands[strand])? {
                reader.copy(&mut strands[strand])?;
            }
        }
        (F64, Some(strand)) => {
            strands[0].push(code);
            strands[strand].extend(reader.take(8)?);
        }
        (_, strand) => {
            strands[0].push(code);
            for _ in 0..if code == CALL_INDIRECT { 2 } else { 1 } {
                if let Some(strand) = strand {
                    reader.copy(&mut strands[strand])?;
                }
            }
        }
    }
    Ok(match code {
        BLOCK..=IF => 1,
        END => -1,
        _ => 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands before the code: the one type there is, with a parameter, and that the one function has it.
    const BEFORE: &[u8] = b"\0asm\x01\0\0\0\x01\x05\x01\x60\x01\x7f\0\x03\x02\x01\0";
    /// That function, of eight more variables of 32 bits and a fraction: `i32.const 3`, `i32.const 70`, `local.set 9`, two
    /// `i32.load`, `local.get 9`, `local.get 4`, `local.set 5`, `local.get 0`, a block, a loop of 32 bits, `call 0`.
    const FUNCTION: [u8; 39] = [
        0x0a, 0x26, 0x01, 0x24, 0x02, 0x08, 0x7f, 0x01, 0x7c, 0x41, 0x03, 0x41, 0xc6, 0x00, 0x21, 0x09, 0x28,
        0x00, 0x88, 0x01, 0x28, 0x02, 0x04, 0x20, 0x09, 0x20, 0x04, 0x21, 0x05, 0x20, 0x00, 0x02, 0x40, 0x0b,
        0x03, 0x7f, 0x0b, 0x10, 0x00,
    ];

    #[test]
    fn like_bytes_stand_beside_like_ones() {
        let wasm = [BEFORE, &FUNCTION, &[END], b"\x0b\x01\0"].concat();
        let file = unravel(&wasm).expect("all of it is known");
        let place =
            |at: usize| u32::from_le_bytes(file[at * 4..][..4].try_into().expect("four bytes")) as usize;
        let strand = |at: usize| &file[place(at)..if at < 12 { place(at + 1) } else { file.len() }];
        let codes = [SMALL + 3, 0x41, 0x21, 0x28, 0x28, LATEST, 0x20, FIRST_WRITTEN, 0x20];
        let blocks = [BLOCK, END, BLOCK + 1 + TYPED, END, CALL, END];
        let codes = [&codes[..], &blocks].concat();
        let turned: Vec<u8> = codes.iter().map(|code| code.wrapping_mul(TURN)).collect();
        assert_eq!(strand(0), turned);
        assert_eq!([strand(2), strand(4), strand(5)], [&[0x88, 1, 4][..], &[0], &[0xc6, 0]]);
        // Two variables that were not used before, and how many were since one was.
        assert_eq!([strand(1), strand(9)], [&[0x7c][..], &[0x7f, 3]]);
        // How many functions there are, and of what type the loop is.
        assert_eq!(strand(8), [1, 0x7f]);
        assert_eq!([strand(11), strand(12)], [&[BEFORE, &[CODE]].concat()[..], b"\x0b\x01\0"]);
    }

    #[test]
    fn what_was_used_long_ago_is_told_without_the_numbers_of_types() {
        let mut used = Used::new();
        used.enter(&mut Reader::new(&[1, 127, WHOLE]), 0).expect("it is known");
        let first: Vec<_> = (0..127).map(|variable| used.variable(variable).ok()).collect();
        assert!(first.iter().all(|told| *told == Some(usize::from(WHOLE))));
        // 126 were used since the first, and 123 since the fourth.
        assert_eq!([used.variable(0).ok(), used.variable(4).ok()], [Some(130), Some(123)]);
    }

    #[test]
    fn what_the_page_would_not_know_is_refused() {
        let fault = |code: &[u8]| unravel(&[BEFORE, code].concat()).expect_err("it is not known").to_string();
        assert_eq!(fault(b"\x0a\x04\x01\x02\0\xfd"), "the instruction 0xfd is not known");
        let odd = fault(b"\x0a\x08\x01\x06\x01\x01\x7b\x20\x01\x0b");
        assert_eq!(odd, "a variable is of a type that is not known");
    }

    #[test]
    fn the_page_sorts_instructions_as_this_does() {
        let script = include_str!("../../page/strands.js");
        let table = String::from_utf8(STRANDS.to_vec()).expect("it is ASCII");
        assert!(script.contains(&format!("'{table}'")), "`{table}` is not in the page's script");
    }
}
