/** Key of the places of own blocks in the notes of a stack, beside those of cdktf. */
export const OWN_BLOCKS = "own";
