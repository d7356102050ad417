//! Pictures that were looked at and kept, and how a new one is told from them.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

/// Rows of red, green and blue.
pub struct Picture {
    width: usize,
    pixels: Vec<[u8; 3]>,
}

impl Picture {
    pub fn decode(bytes: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
        let mut reader = decoder.read_info().unwrap();
        let mut data = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut data).unwrap();
        let samples = info.color_type.samples();
        let pixels = data[..info.buffer_size()].chunks(samples).map(|one| [one[0], one[1], one[2]]).collect();
        Self { width: info.width as usize, pixels }
    }

    /// With four bits a colour, which is nearer than what is let pass, and a fourth of the bytes.
    pub fn encode(&self) -> Vec<u8> {
        let coarse = |pixel: &[u8; 3]| pixel.map(|sample| (sample >> 4) * 17);
        let mut palette: Vec<[u8; 3]> = self.pixels.iter().map(coarse).collect();
        palette.sort_unstable();
        palette.dedup();
        let height = self.pixels.len() / self.width;
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width as u32, height as u32);
        encoder.set_compression(png::Compression::High);
        let data: Vec<u8> = if palette.len() <= 256 {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(palette.as_flattened().to_vec());
            encoder.set_filter(png::Filter::NoFilter);
            self.pixels.iter().map(|pixel| palette.binary_search(&coarse(pixel)).unwrap() as u8).collect()
        } else {
            encoder.set_color(png::ColorType::Rgb);
            self.pixels.iter().flat_map(coarse).collect()
        };
        encoder.write_header().unwrap().write_image_data(&data).unwrap();
        bytes
    }

    /// Where the pictures differ by more than this in red, green or blue; everywhere, if one is larger than the other.
    pub fn difference(&self, other: &Self, unseen: u8) -> Difference {
        let mut found = Difference::default();
        if (self.width, self.pixels.len()) != (other.width, other.pixels.len()) {
            let height = self.pixels.len() / self.width.max(1);
            return Difference { count: self.pixels.len(), from: (0, 0), to: (self.width, height) };
        }
        for (at, (one, two)) in self.pixels.iter().zip(&other.pixels).enumerate() {
            if one.iter().zip(two).any(|(one, two)| one.abs_diff(*two) > unseen) {
                found.add(at % self.width, at / self.width);
            }
        }
        found
    }
}

/// How many pixels differ, and the box around them.
#[derive(Debug, Default)]
pub struct Difference {
    pub count: usize,
    from: (usize, usize),
    to: (usize, usize),
}

impl Difference {
    fn add(&mut self, x: usize, y: usize) {
        if self.count == 0 {
            self.from = (x, y);
        }
        self.from = (self.from.0.min(x), self.from.1.min(y));
        self.to = (self.to.0.max(x), self.to.1.max(y));
        self.count += 1;
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { count, from, to } = self;
        write!(f, "{count} pixels between {},{} and {},{}", from.0, from.1, to.0, to.1)
    }
}

/// What is let pass between a picture and the kept one.
#[derive(Clone, Copy)]
pub struct Tolerance {
    /// A difference of a colour that does not count.
    pub unseen: u8,
    /// So many pixels may differ by more.
    pub pixels: usize,
}

/// A folder of kept pictures beside which new ones are held; with `BAOCAO_TEST_DRAW` set, they are kept instead.
pub struct Kept {
    folder: PathBuf,
    tolerance: Tolerance,
    draw: bool,
    known: BTreeSet<String>,
    changed: Vec<String>,
}

impl Kept {
    /// The folder of this name among the kept pictures.
    pub fn open(folder: &str, tolerance: Tolerance) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/pictures").join(folder);
        let draw = std::env::var_os("BAOCAO_TEST_DRAW").is_some();
        if draw {
            let _ = std::fs::remove_dir_all(&folder);
            std::fs::create_dir_all(&folder).unwrap();
        }
        Self { folder, tolerance, draw, known: BTreeSet::new(), changed: Vec::new() }
    }

    /// Holds a picture, as this file, beside the kept one.
    pub fn hold(&mut self, name: &str, file: &[u8]) {
        let path = self.folder.join(name);
        if self.draw {
            std::fs::write(&path, file).unwrap();
        }
        let picture = Picture::decode(file);
        let difference = match std::fs::read(&path) {
            Ok(kept) => Some(picture.difference(&Picture::decode(&kept), self.tolerance.unseen)),
            Err(_) => None,
        };
        if difference.as_ref().is_none_or(|difference| difference.count > self.tolerance.pixels) {
            let seen = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
            std::fs::write(&seen, file).unwrap();
            let difference = difference.map_or_else(|| "is new".to_owned(), |one| one.to_string());
            self.changed.push(format!("{}: {difference}", seen.display()));
        }
        self.known.insert(name.to_owned());
    }

    /// Nothing has changed that a reader could see, and no picture is left over.
    #[track_caller]
    pub fn all_look_as_seen(self, test: &str) {
        assert!(
            self.changed.is_empty(),
            "look at these, and if they are right keep them: BAOCAO_TEST_DRAW=1 cargo test -p baocao --test end-to-end {test}\n{}",
            self.changed.join("\n")
        );
        for file in std::fs::read_dir(&self.folder).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            assert!(self.known.contains(&name), "{name} is a picture of nothing");
        }
    }
}
