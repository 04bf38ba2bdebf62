import { CHECKS } from "../../../src/proof/checks/all";

test.each(CHECKS.map(({ id, fix }) => [id, fix]))("the fix of %s does not edit this program", (_, fix) => {
  expect(fix).not.toMatch(/\bsrc\/|\bfork\b|\.ts\b/);
});
