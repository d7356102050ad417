//! Reports made by hand, for tests of documents: figures of the demonstration, and names that bite.
