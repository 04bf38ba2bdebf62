import { Range, isInternet, rangeOf } from "../../src/infrastructure/network-ranges";

test.each(["${aws_vpc.main.cidr_block}", undefined])(
  "%s is not an IPv4 range, also when it is read again",
  (text) => {
    expect([rangeOf(text), rangeOf(text)]).toEqual([undefined, undefined]);
  },
);

test("a CIDR is converted to its first and last address", () => {
  expect(rangeOf("10.0.101.0/24")).toEqual({ first: 167798016, last: 167798271 });
});

test("a range is cached", () => {
  expect(rangeOf("10.0.101.0/24")).toBe(rangeOf("10.0.101.0/24"));
});

describe("the size", () => {
  const whole = new Range(0, 99);

  test("of a range includes its first and last element", () => {
    expect(whole.size).toBe(100);
  });

  test("of a covered part counts overlapping ranges once", () => {
    const parts = [new Range(0, 49), new Range(40, 59), new Range(90, 200)];
    expect(whole.coveredBy(parts)).toBe(70);
  });
});

test.each([
  ["0.0.0.0/0", true],
  ["128.0.0.0/1", true],
  ["::/0", true],
  ["10.0.0.0/8", false],
  ["203.0.113.0/24", false],
])("%s is the internet: %s", (cidr, expected) => {
  expect(isInternet(cidr)).toBe(expected);
});
