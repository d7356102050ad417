//! The drawing backend that plotters draws on: compact SVG, where a run of shapes of one ink is one path.

use std::convert::Infallible;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};

use crate::theme::Ink;

/// Writes shapes into `out` as SVG elements.
pub(crate) struct Svg<'a> {
    out: &'a mut String,
    size: (u32, u32),
    /// The ink of the path that is being gathered, and its data.
    ink: Option<Ink>,
    path: String,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl<'a> Svg<'a> {
    /// A backend for a picture of this size that appends to `out`.
    pub fn new(out: &'a mut String, size: (u32, u32)) -> Self {
        Self { out, size, ink: None, path: String::new() }
    }

    /// Goes on with the path of this ink, or begins one.
    fn path(&mut self, color: BackendColor) -> &mut String {
        let ink = Ink::decode(color);
        if self.ink != Some(ink) {
            self.finish_path();
            self.ink = Some(ink);
        }
        &mut self.path
    }

    fn finish_path(&mut self) {
        let Some(ink) = self.ink.take() else { return };
        push_all(self.out, &["<path class=\"bc-", ink.class(), "\" d=\"", &self.path, "\"/>"]);
        self.path.clear();
    }
}

impl DrawingBackend for Svg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        self.finish_path();
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        let path = self.path(style.color());
        push_point(path, 'M', a);
        push_number(path, 'h', b.0 - a.0);
        push_number(path, 'v', b.1 - a.1);
        push_number(path, 'h', a.0 - b.0);
        path.push('z');
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        style: &S,
    ) -> Drawn {
        let path = self.path(style.color());
        let mut last: Option<BackendCoord> = None;
        for point in points {
            match last {
                None => push_point(path, 'M', point),
                // A thinned line is mostly strokes up and down.
                Some(last) if last.0 == point.0 => push_number(path, 'V', point.1),
                Some(_) => push_point(path, 'L', point),
            }
            last = Some(point);
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        let radius = radius as i32;
        let path = self.path(style.color());
        push_point(path, 'M', (center.0 - radius, center.1));
        for diameter in [2 * radius, -2 * radius] {
            push_point(path, 'a', (radius, radius));
            path.push_str(" 0 1 0");
            push_number(path, ' ', diameter);
            path.push_str(" 0");
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        style: &S,
    ) -> Drawn {
        self.draw_path(points, style)?;
        self.path.push('z');
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        self.finish_path();
        let size = style.size() as i32;
        let bold = matches!(style.style(), FontStyle::Bold);
        self.out.push_str("<text x=");
        push_number(self.out, '"', at.0);
        self.out.push_str("\" y=");
        push_number(self.out, '"', at.1);
        self.out.push('"');
        let font = match (size, bold) {
            (18, _) => "ti",
            (14, _) => "su",
            (12, _) => "s",
            (13, true) => "va",
            (56, _) => "b56",
            (44, _) => "b44",
            (34, _) => "b34",
            (24, _) => "b24",
            _ => "",
        };
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => "c",
            HPos::Right => "e",
        };
        let ink = match Ink::decode(style.color()) {
            Ink::Text => "",
            ink => ink.class(),
        };
        let mut open = " class=\"bc-";
        for class in [font, anchor, ink] {
            if !class.is_empty() {
                push_all(self.out, &[open, class]);
                open = " bc-";
            }
        }
        self.out.push_str(if open.len() == 4 { "\">" } else { ">" });
        push_escaped(self.out, text);
        self.out.push_str("</text>");
        Ok(())
    }
}

/// Appends a character and a whole number.
pub(crate) fn push_number(out: &mut String, before: char, number: i32) {
    out.push(before);
    if number < 0 {
        out.push('-');
    }
    let mut rest = number.unsigned_abs();
    let mut divisor = 1;
    while rest / divisor >= 10 {
        divisor *= 10;
    }
    while divisor > 0 {
        out.push(char::from(b'0' + (rest / divisor) as u8));
        rest %= divisor;
        divisor /= 10;
    }
}

fn push_point(out: &mut String, command: char, point: BackendCoord) {
    push_number(out, command, point.0);
    push_number(out, ' ', point.1);
}

/// Appends every part.
pub(crate) fn push_all(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

/// Appends text as XML character data that is safe in attributes too.
pub(crate) fn push_escaped(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
}
