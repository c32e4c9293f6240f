"""The garbles of the whole desk: the board that counts them, the pages that list, decide, rate and collect them."""
