// The pages on sightings and matters: rows are walked and decided by key. Everything is also a link or a button.

import { byKeys, choose, rows } from "./rows.js";

byKeys("claim", () => {});

// After a decision the next row is chosen: the one that stands where the decided one stood.
const at = new URLSearchParams(location.search).get("at") ?? (document.querySelector(".places") ? "0" : null);
if (at !== null && rows().length) choose(rows()[Math.min(Number(at) || 0, rows().length - 1)]);
