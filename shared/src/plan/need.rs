//! A need: which people, where, how many, what there is and what is missing (R-3.4a).
