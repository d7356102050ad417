//! The gallery: every kind in every state, as a browser shows it, beside the picture that was looked at and kept.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::harness::{Browser, Folder, Host, Scripts, axe};

/// A difference of a colour that the eye does not see: edges are smoothed a little differently from browser to browser.
const UNSEEN: u8 = 40;
/// In this many pixels of a thousand a greater difference is let pass.
const TOLERATED: usize = 2;

/// The gallery's folder, served.
fn gallery() -> (Folder, Host) {
    let folder = Folder::new();
    baocao_gallery::page::write(&baocao_gallery::cases(), folder.path()).unwrap();
    let host = Host::files(folder.path().to_owned());
    (folder, host)
}

fn pictures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/pictures/gallery")
}

/// Rows of red, green and blue.
struct Picture {
    width: usize,
    pixels: Vec<[u8; 3]>,
}

impl Picture {
    fn decode(bytes: &[u8]) -> Self {
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
    fn encode(&self) -> Vec<u8> {
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

    /// How many pixels of a thousand differ so that it is seen; all, where the sizes differ.
    fn differs(&self, other: &Self) -> usize {
        if (self.width, self.pixels.len()) != (other.width, other.pixels.len()) {
            return 1_000;
        }
        let seen = |(one, two): (&[u8; 3], &[u8; 3])| {
            one.iter().zip(two).any(|(one, two)| one.abs_diff(*two) > UNSEEN)
        };
        let count = self.pixels.iter().zip(&other.pixels).filter(|&pair| seen(pair)).count();
        (count * 1_000).div_ceil(self.pixels.len().max(1))
    }
}

/// What the window shows of an element.
fn shoot(browser: &Browser, id: &str) -> Picture {
    let clip = browser.run(&format!(
        "const box = document.getElementById('{id}').getBoundingClientRect();
         return {{ x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height, scale: 1 }}"
    ));
    let shot = browser.devtools(
        "Page.captureScreenshot",
        &json!({ "format": "png", "clip": clip, "captureBeyondViewport": true }),
    );
    Picture::decode(&STANDARD.decode(shot["data"].as_str().unwrap()).unwrap())
}

/// Every case on a phone, and the documents' own on a tablet in the dark.
fn shots() -> Vec<(&'static str, u32, &'static str, Vec<String>)> {
    let names = |cases: Vec<baocao_gallery::Case>| cases.into_iter().map(|case| case.name).collect();
    vec![
        ("320.html", 320, "light", names(baocao_gallery::cases())),
        ("index.html", 600, "dark", names(baocao_gallery::files())),
    ]
}

#[test]
fn every_kind_in_every_state_looks_as_it_was_seen() {
    let (_folder, host) = gallery();
    let browser = Browser::open(Scripts::Off);
    let draw = std::env::var_os("BAOCAO_TEST_DRAW").is_some();
    if draw {
        let _ = std::fs::remove_dir_all(pictures());
        std::fs::create_dir_all(pictures()).unwrap();
    }
    let (mut known, mut changed) = (BTreeSet::new(), Vec::new());
    for (page, width, scheme, names) in shots() {
        browser.prefer(scheme);
        browser.resize(width, 800);
        browser.visit(&format!("{}/{page}", host.address));
        browser.wait_for("return document.fonts.ready.then(() => document.fonts.size === 2)");
        for name in names {
            let file = format!("{name}-{width}-{scheme}.png");
            let path = pictures().join(&file);
            let picture = shoot(&browser, &name);
            if draw {
                std::fs::write(&path, picture.encode()).unwrap();
            }
            let kept = std::fs::read(&path).map(|bytes| picture.differs(&Picture::decode(&bytes)));
            if kept.is_err() || kept.is_ok_and(|difference| difference > TOLERATED) {
                let seen = Path::new(env!("CARGO_TARGET_TMPDIR")).join(&file);
                std::fs::write(&seen, picture.encode()).unwrap();
                changed.push(seen.display().to_string());
            }
            known.insert(file);
        }
    }
    assert!(
        changed.is_empty(),
        "look at these, and if they are right keep them: BAOCAO_TEST_DRAW=1 cargo test -p baocao --test end-to-end looks_as_it_was_seen\n{}",
        changed.join("\n")
    );
    for file in std::fs::read_dir(pictures()).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(known.contains(&name), "{name} is a picture of nothing");
    }
}

#[test]
fn axe_finds_nothing_in_any_kind_and_state_before_and_after_it_is_used() {
    let (_folder, host) = gallery();
    let browser = Browser::open(Scripts::On);
    browser.resize(600, 800);
    for (scheme, contrast, forced) in [
        ("light", "no-preference", "none"),
        ("dark", "no-preference", "none"),
        ("light", "more", "none"),
        ("dark", "no-preference", "active"),
    ] {
        browser.emulate(&[
            ("prefers-color-scheme", scheme),
            ("prefers-contrast", contrast),
            ("forced-colors", forced),
        ]);
        browser.visit(&host.address);
        let count = baocao_gallery::cases().len();
        assert_eq!(browser.run("return document.querySelectorAll('baocao-chart').length"), count);
        axe::finds_nothing(&browser, &format!("the gallery, {scheme} {contrast} {forced}"));
        browser.run("document.querySelectorAll('baocao-chart').forEach(chart => chart.dispatchEvent(new FocusEvent('focusin')))");
        browser.wait_for(&format!("return document.querySelectorAll('baocao-plot').length === {count}"));
        axe::finds_nothing(&browser, &format!("the used gallery, {scheme} {contrast} {forced}"));
        let console = browser.console();
        assert!(console.is_empty(), "{console:?}");
    }
}
