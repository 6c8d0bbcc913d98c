//! Cells as a picture.
