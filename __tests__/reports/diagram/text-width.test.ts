import { textWidth, wrapped } from "../../../src/reports/diagram/text-width";

test("a text is as wide as in the widest font of the stack", () => {
  // advance widths in thousandths of the size: "W" of DejaVu Sans 989, of Liberation Sans 944; "@" 1000 and 1015
  expect(textWidth("W", { size: 1000 })).toBe(989);
  expect(textWidth("@", { size: 1000 })).toBe(1015);
  expect(textWidth("W", { size: 1000, bold: true })).toBe(1103);
});

test("a character outside of the table has the width of its size", () => {
  expect(textWidth("東", { size: 12 })).toBe(12);
});

test("lines break at spaces, and a word that is wider than a line breaks after a separator", () => {
  expect(wrapped("one two three", 50)).toEqual(["one two", "three"]);
  expect(wrapped("kubernetes_ingress_v1.models", 110)).toEqual(["kubernetes_", "ingress_v1.", "models"]);
  expect(wrapped("x".repeat(40), 100).every((line) => textWidth(line) <= 100)).toBe(true);
});
