import { ACCEPTED_DEFAULTS } from "../../../dev/mutate/accepted/defaults";
import { ACCEPTED_REFUSED } from "../../../dev/mutate/accepted/refused";

/** Rows whose reason is a default or a refusal. */
const ROWS = [...ACCEPTED_DEFAULTS, ...ACCEPTED_REFUSED];

test("each default and each refusal has what confirms it, with its date or the word that nothing does", () => {
  expect(ROWS.length).toBeGreaterThan(50);
  for (const { confirmedBy } of ROWS)
    expect(confirmedBy).toMatch(/\((read|run on) \d{4}-\d\d-\d\d\)|\(unconfirmed\)$/);
});

test("few of them are not confirmed", () => {
  expect(ROWS.filter(({ confirmedBy = "" }) => confirmedBy.endsWith("(unconfirmed)")).length).toBeLessThan(6);
});
