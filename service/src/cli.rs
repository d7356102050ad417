//! The command line: its enum is the table of contents.
