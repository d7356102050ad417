//! What a reader does with a chart, and what a page's own script does, in a page that is not ours.

mod drawing;
mod legend;
mod menu;
mod page;
mod script;
mod table;
