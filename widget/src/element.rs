//! A scene's shapes and texts as plotters' elements: one type for all of them, since plotters' own are generic over the
//! backend and their points, and each of them would be in the page's bytes once more.

use std::convert::Infallible;
use std::iter::Copied;
use std::slice::Iter;

use plotters::element::{Drawable, PointCollection};
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily, FontStyle,
};

use crate::backend::Svg;
use crate::scene::{Anchor, Text};
use crate::theme::Ink;

/// A shape or a text at its points.
pub(crate) struct Element<'a> {
    pub form: Form<'a>,
    pub ink: Ink,
    pub points: &'a [BackendCoord],
}

/// What is drawn at the points.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form<'a> {
    /// From the first corner to the second.
    Rect,
    Line,
    Area,
    /// Of this radius around the one point.
    Dot(i32),
    Text(&'a Text),
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Element<'_> {
    type Point = BackendCoord;
    type IntoIter = Copied<Iter<'a, BackendCoord>>;

    fn point_iter(self) -> Self::IntoIter {
        self.points.iter().copied()
    }
}

impl<'b> Drawable<Svg<'b>> for Element<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _points: I,
        backend: &mut Svg<'b>,
        _size: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let color = self.ink.to_backend_color();
        // The area is the whole picture: its points are ours, which are quicker to walk.
        let mut points = self.points.iter().copied();
        let mut next = || points.next().unwrap_or_default();
        match self.form {
            Form::Rect => backend.draw_rect(next(), next(), &color, true),
            Form::Dot(radius) => backend.draw_circle(next(), radius.unsigned_abs(), &color, true),
            Form::Text(text) => backend.draw_text(&text.text, text, next()),
            Form::Line => backend.draw_path(points, &color),
            Form::Area => backend.fill_polygon(points, &color),
        }
    }
}

impl BackendTextStyle for Text {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        self.ink.to_backend_color()
    }

    fn size(&self) -> f64 {
        f64::from(self.font.size())
    }

    fn style(&self) -> FontStyle {
        if self.font.bold() { FontStyle::Bold } else { FontStyle::Normal }
    }

    fn anchor(&self) -> Pos {
        let h_pos = match self.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        Pos::new(h_pos, VPos::Bottom)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::SansSerif
    }

    fn layout_box(&self, _: &str) -> Result<(BackendCoord, BackendCoord), Infallible> {
        let frame = self.frame;
        Ok(((frame.x, frame.y), (frame.right(), frame.bottom())))
    }

    /// Letters are the reader's own: the backend writes the text, and no pixel of it.
    fn draw<E, D: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: D,
    ) -> Result<Result<(), E>, Infallible> {
        Ok(Ok(()))
    }
}
