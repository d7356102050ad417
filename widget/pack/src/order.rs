//! The functions of the wasm in another order: alike ones beside each other. What is copied in a compressed file is told by
//! how far back it stands, and the compiler leaves the functions in an order that has nothing to do with what is in them.

use std::collections::BTreeMap;

use crate::reader::{Fault, Reader, push};
use crate::strands::{self, FUNCTIONS, STRANDS_OF_CODE, Used};

/// What tools have to say to each other: a browser does not read it.
const NOTES: u8 = 0;
/// The sections that name functions by their numbers, and one whose functions would come before all others.
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
const START: u8 = 8;
const ELEMENTS: u8 = 9;
const CALL: u8 = 0x10;
const END: u8 = 0x0b;

/// So many instructions in a row are compared.
const GRAM: usize = 3;
/// A function is put behind those that are like it: so many, each counting for less than the one behind it.
const BEFORE: usize = 8;
const LESS: f64 = 0.7;

/// How much less what many have tells of who is alike, and by how much less likely a long one is the next.
const RARE: f64 = 0.7;
const LONG: f64 = 0.25;

/// The same wasm, its functions in an order in which it compresses better.
///
/// # Errors
///
/// Says what of it this would not know how to rename.
pub fn order(wasm: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut reader = Reader::new(wasm);
    let mut out = reader.take(8)?.to_vec();
    let mut sections = Vec::new();
    while !reader.is_empty() {
        let section = reader.byte()?;
        let size = reader.number()?;
        let bytes = reader.take(size)?;
        if section != NOTES {
            sections.push((section, bytes));
        }
    }
    let find = |wanted| sections.iter().find(|(section, _)| *section == wanted).map(|(_, bytes)| *bytes);
    if let Some(section) = [IMPORTS, START].into_iter().find(|section| find(*section).is_some()) {
        return Err(format!("the section {section} is not known").into());
    }
    let or_none = |wanted| find(wanted).unwrap_or(&[0]);
    let parameters = strands::parameters(or_none(strands::TYPES), or_none(FUNCTIONS))?;
    let functions = functions(or_none(strands::CODE), &parameters)?;
    let order = chain(&functions);
    let mut names = vec![0; order.len()];
    order.iter().enumerate().for_each(|(new, old)| names[*old] = new);
    for (section, bytes) in sections {
        let bytes = match section {
            FUNCTIONS => types(bytes, &order)?,
            EXPORTS => exports(bytes, &names)?,
            ELEMENTS => elements(bytes, &names)?,
            strands::CODE => code(&functions, &order, &names),
            _ => bytes.to_vec(),
        };
        out.push(section);
        push(&mut out, bytes.len());
        out.extend(bytes);
    }
    Ok(out)
}

/// A function's bytes, cut behind each call's instruction, and whom it calls there.
struct Function<'a> {
    parts: Vec<&'a [u8]>,
    callees: Vec<usize>,
    /// Its instructions, as [`strands`] has them.
    instructions: Vec<u8>,
}

fn functions<'a>(code: &'a [u8], parameters: &[u8]) -> Result<Vec<Function<'a>>, Fault> {
    let mut reader = Reader::new(code);
    reader.number()?;
    parameters.iter().map(|parameters| function(&mut reader, *parameters)).collect()
}

fn function<'a>(reader: &mut Reader<'a>, parameters: u8) -> Result<Function<'a>, Fault> {
    let size = reader.number()?;
    let body = reader.take(size)?;
    let mut reader = Reader::new(body);
    let mut scratch = vec![Vec::new(); STRANDS_OF_CODE];
    let mut used = Used::new();
    used.enter(&mut reader, parameters)?;
    let mut own = Function { parts: Vec::new(), callees: Vec::new(), instructions: Vec::new() };
    let mut from = 0;
    while !reader.is_empty() {
        let at = reader.at();
        let called = reader.peek()? == CALL;
        strands::instruction(&mut reader, &mut used, &mut scratch)?;
        if called {
            own.parts.push(&body[from..=at]);
            own.callees.push(Reader::new(&body[at + 1..]).number()?);
            from = reader.at();
        }
    }
    own.parts.push(&body[from..]);
    own.instructions = scratch.swap_remove(0);
    Ok(own)
}

/// The functions' numbers, each behind those that it is most like.
fn chain(functions: &[Function]) -> Vec<usize> {
    let grams: Vec<BTreeMap<&[u8], u32>> = functions.iter().map(grams).collect();
    let mut having: BTreeMap<&[u8], Vec<(usize, u32)>> = BTreeMap::new();
    for (function, grams) in grams.iter().enumerate() {
        grams.iter().for_each(|(gram, count)| having.entry(*gram).or_default().push((function, *count)));
    }
    let mut alike = vec![vec![0.0; functions.len()]; functions.len()];
    for those in having.values() {
        for (one, own) in those {
            those.iter().for_each(|(other, count)| {
                alike[*one][*other] += f64::from(*own.min(count)) / (those.len() as f64).powf(RARE);
            });
        }
    }
    let mut left: Vec<usize> = (0..functions.len()).collect();
    let mut order: Vec<usize> = Vec::new();
    while !left.is_empty() {
        let likeness = |function: usize| {
            let (mut sum, mut weight) = (0.0, LESS);
            for before in order.iter().rev().take(BEFORE) {
                sum += weight * alike[*before][function];
                weight *= LESS;
            }
            sum / (functions[function].instructions.len() as f64 + 20.0).powf(LONG)
        };
        let likest = |one: &usize, other: &usize| {
            likeness(left[*one]).total_cmp(&likeness(left[*other])).then(other.cmp(one))
        };
        let best = (0..left.len()).max_by(likest).unwrap_or(0);
        order.push(left.remove(best));
    }
    order
}

fn grams<'a>(function: &'a Function) -> BTreeMap<&'a [u8], u32> {
    let mut grams = BTreeMap::new();
    function.instructions.windows(GRAM).for_each(|gram| *grams.entry(gram).or_default() += 1);
    grams
}

fn types(section: &[u8], order: &[usize]) -> Result<Vec<u8>, Fault> {
    let mut reader = Reader::new(section);
    let count = reader.number()?;
    let types = (0..count).map(|_| reader.number()).collect::<Result<Vec<_>, _>>()?;
    let mut out = Vec::new();
    push(&mut out, count);
    for old in order {
        push(&mut out, *types.get(*old).ok_or("a function has no type")?);
    }
    Ok(out)
}

fn exports(section: &[u8], names: &[usize]) -> Result<Vec<u8>, Fault> {
    let mut reader = Reader::new(section);
    let count = reader.number()?;
    let mut out = Vec::new();
    push(&mut out, count);
    for _ in 0..count {
        let length = reader.number()?;
        push(&mut out, length);
        out.extend(reader.take(length)?);
        let kind = reader.byte()?;
        out.push(kind);
        let number = reader.number()?;
        push(&mut out, if kind == 0 { renamed(names, number)? } else { number });
    }
    Ok(out)
}

fn elements(section: &[u8], names: &[usize]) -> Result<Vec<u8>, Fault> {
    let mut reader = Reader::new(section);
    let count = reader.number()?;
    let mut out = Vec::new();
    push(&mut out, count);
    for _ in 0..count {
        // A list of functions for the first table, from a place that one constant tells.
        if reader.byte()? != 0 {
            return Err("a list of functions is of a kind that is not known".into());
        }
        out.push(0);
        while reader.peek()? != END {
            out.push(reader.byte()?);
            reader.copy(&mut out)?;
        }
        out.push(reader.byte()?);
        let functions = reader.number()?;
        push(&mut out, functions);
        for _ in 0..functions {
            push(&mut out, renamed(names, reader.number()?)?);
        }
    }
    Ok(out)
}

fn code(functions: &[Function], order: &[usize], names: &[usize]) -> Vec<u8> {
    let mut out = Vec::new();
    push(&mut out, order.len());
    for function in order.iter().map(|old| &functions[*old]) {
        let mut body = Vec::new();
        for (at, part) in function.parts.iter().enumerate() {
            body.extend(*part);
            if let Some(callee) = function.callees.get(at) {
                push(&mut body, names[*callee]);
            }
        }
        push(&mut out, body.len());
        out.extend(body);
    }
    out
}

fn renamed(names: &[usize], number: usize) -> Result<usize, Fault> {
    Ok(*names.get(number).ok_or("a function is named that is not there")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPES: &[u8] = b"\0asm\x01\0\0\0\x01\x0b\x03\x60\x01\x7f\0\x60\0\0\x60\0\0";

    /// Four functions; the first and the last do the same, and the second calls the last one.
    #[test]
    fn who_is_alike_stands_together_and_is_called_by_the_new_number() {
        let long: &[u8] = &[&[0x20, 0][..], &[0x45; 6], &[0x1a, END]].concat();
        let calling: &[u8] = &[CALL, 3, END];
        let bodies = [long, calling, &[0x01, 0x01, END], long].map(|body| [&[0][..], body].concat());
        let mut wasm = [
            TYPES,
            b"\x03\x05\x04\x00\x01\x02\x00\x07\x05\x01\x01a\x00\x03\x09\x08\x01\0\x41\0\x0b\x02\x01\x02",
        ]
        .concat();
        let code: Vec<u8> = bodies.iter().flat_map(|body| [&[body.len() as u8][..], body].concat()).collect();
        wasm.extend([10, code.len() as u8 + 1, 4]);
        wasm.extend(code);
        let ordered = order(&wasm).expect("all of it is known");
        // 0, 3, 1, 2: types, export and list follow, and so does the call.
        assert!(ordered.starts_with(&[TYPES, b"\x03\x05\x04\x00\x00\x01\x02\x07\x05\x01\x01a\x00\x01\x09\x08\x01\0\x41\0\x0b\x02\x02\x03"].concat()));
        assert!(ordered.windows(3).any(|part| part == [CALL, 1, END]));
        assert_eq!(ordered.len(), wasm.len());
    }
}
