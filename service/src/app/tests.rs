//! Promises of the verbs, on real stores.
