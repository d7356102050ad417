//! Báo Cáo.
