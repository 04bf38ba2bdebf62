import { coveredSize, isInternet, rangeOf, sizeOf } from "../../src/analysis/network/ranges";

test.each(["${aws_vpc.main.cidr_block}", undefined])(
  "%s is no IPv4 range, however often it is asked",
  (text) => {
    expect([rangeOf(text), rangeOf(text)]).toEqual([undefined, undefined]);
  },
);

test("a range is the same at each time that it is asked for", () => {
  expect(rangeOf("10.0.101.0/24")).toEqual({ first: 167798016, last: 167798271 });
  expect(rangeOf("10.0.101.0/24")).toBe(rangeOf("10.0.101.0/24"));
});

test("ranges that overlap are counted once", () => {
  const whole = { first: 0, last: 99 };
  expect(
    coveredSize(whole, [
      { first: 0, last: 49 },
      { first: 40, last: 59 },
      { first: 90, last: 200 },
    ]),
  ).toBe(70);
  expect(sizeOf(whole)).toBe(100);
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
