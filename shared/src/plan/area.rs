//! An area of the map, as official statistics cut it, and its figures.
