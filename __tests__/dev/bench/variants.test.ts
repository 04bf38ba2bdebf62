import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NOTHING_RUN } from "../../../dev/bench/rows";

const RUN = readFileSync(join(__dirname, "../../../src/checks/run.ts"), "utf8");

test.each(NOTHING_RUN)("the program without checks has another text in place of %s", (part, other) => {
  expect(RUN.replace(part, other)).not.toBe(RUN);
});
