import { destinationOf, moveProblems } from "../../src/address-locks/moves";
import { STACK, emitting, lockOf } from "./arbitrary-locks";

/** Problems of moves, as `path: got …, expected …`. */
const problems = (
  recorded: readonly string[],
  emitted: readonly string[],
  ...moves: readonly string[]
): string[] =>
  moveProblems(lockOf(recorded, moves), emitting(...emitted)).map(
    ({ path, got, expected, fix }) => `${path.join(".")}: got ${got}, expected ${expected}; ${fix}`,
  );

test("a rename, a chain of renames and a rename that was applied long ago are right", () => {
  const [a, b, c] = ["aws_subnet.a", "aws_subnet.b", "aws_subnet.c"];
  expect(problems([a], [b], `${a}=${b}`)).toEqual([]);
  expect(problems([a], [c], `${a}=${b}`, `${b}=${c}`)).toEqual([]);
  expect(problems([b], [c], `${b}=${c}`, `${a}=${b}`)).toEqual([]);
  expect(problems([c], [c], `${a}=${b}`, `${b}=${c}`)).toEqual([]);
});

test("follows a chain to its end, in whatever order it is written, and stops in a circle", () => {
  const move = (from: string, to: string, stack = STACK) => ({ stack, from, to });
  expect(destinationOf("x.a", [move("x.b", "x.c"), move("x.a", "x.b")], STACK)).toBe("x.c");
  expect(destinationOf("x.a", [move("x.a", "x.b", "other")], STACK)).toBe("x.a");
  expect(destinationOf("x.a", [move("x.a", "x.b"), move("x.b", "x.a")], STACK)).toBeUndefined();
});

test("fails when the new address is not emitted, with the one that was meant", () => {
  expect(problems(["aws_subnet.a"], ["aws_subnet.private_a"], "aws_subnet.a=aws_subnet.privat_a")).toEqual([
    `moves.0.to: got aws_subnet.privat_a, expected an address that ${STACK} emits; did you mean aws_subnet.private_a?`,
  ]);
});

test("fails when the old address is still emitted, also where somebody took the name again", () => {
  const [line] = problems([], ["aws_subnet.a", "aws_subnet.b"], "aws_subnet.a=aws_subnet.b");
  expect(line).toMatch(/^moves\.0\.from: got aws_subnet\.a, expected an address that .* does not emit/);
});

test("fails when a move leads to another type, even where Terraform might take it", () => {
  const [line] = problems(["aws_lb.a"], ["aws_alb.a"], "aws_lb.a=aws_alb.a");
  expect(line).toMatch(/^moves\.0\.to: got aws_alb\.a, expected another aws_lb/);
});

test("fails when two moves begin or end at one address", () => {
  const emitted = ["aws_subnet.b", "aws_subnet.c"];
  expect(problems([], emitted, "aws_subnet.a=aws_subnet.b", "aws_subnet.a=aws_subnet.c")).toEqual([
    "moves.1.from: got aws_subnet.a again, expected one move from each address; remove one",
  ]);
  expect(problems([], emitted, "aws_subnet.a=aws_subnet.b", "aws_subnet.x=aws_subnet.b")).toEqual([
    "moves.1.to: got aws_subnet.b again, expected one move to each address; remove one",
  ]);
});

test("fails when moves run in a circle, once for each of them", () => {
  const found = problems([], [], "aws_subnet.a=aws_subnet.b", "aws_subnet.b=aws_subnet.a");
  expect(found).toHaveLength(2);
  for (const line of found) expect(line).toContain("expected moves that end");
});

test("fails when a move leads to itself", () => {
  expect(problems(["aws_vpc.a"], ["aws_vpc.a"], "aws_vpc.a=aws_vpc.a")).toHaveLength(1);
});

test("fails when the state knows something at both ends, since Terraform would destroy the old one", () => {
  const [line] = problems(["aws_subnet.a", "aws_subnet.b"], ["aws_subnet.b"], "aws_subnet.a=aws_subnet.b");
  expect(line).toMatch(/^moves\.0\.to: got aws_subnet\.b, which the state knows already/);
});

test("fails when the state knows something along a chain: two objects would end at one address", () => {
  const [a, b, c] = ["aws_subnet.a", "aws_subnet.b", "aws_subnet.c"];
  const found = problems([a, b], [c], `${a}=${b}`, `${b}=${c}`);
  expect(found).toEqual([
    expect.stringMatching(/^moves\.0\.to: got aws_subnet\.b, which the state knows already/),
  ]);
});

test("fails when a count or for_each comes or goes on the way, which Terraform does not follow", () => {
  for (const [before, now] of [
    ["", "[count]"],
    ["[count]", ""],
    ["", "[each]"],
    ["[each]", "[count]"],
  ]) {
    const [line] = problems([`aws_lb.a${before}`], [`aws_lb.b${now}`], "aws_lb.a=aws_lb.b");
    expect(line).toContain("Terraform would destroy one and make the other");
  }
  expect(problems(["aws_lb.a[count]"], ["aws_lb.b[count]"], "aws_lb.a=aws_lb.b")).toEqual([]);
});

test("fails when a stack is not one of the environment", () => {
  const moves = [{ stack: "dev-netwrk", from: "aws_vpc.a", to: "aws_vpc.b" }];
  expect(moveProblems({ ...lockOf([]), moves }, emitting("aws_vpc.b"))).toEqual([
    { path: ["moves", 0, "stack"], got: "dev-netwrk", expected: `one of ${STACK}`, fix: "correct the stack" },
  ]);
});

test("a move to what was there until now says nothing: the loss says it", () => {
  expect(problems(["aws_subnet.b"], [], "aws_subnet.a=aws_subnet.b")).toEqual([]);
});

test("every problem of every move is found", () => {
  const found = problems([], ["aws_subnet.a"], "aws_subnet.a=aws_subnet.b", "aws_vpc.a=aws_vpc.b");
  expect(found).toHaveLength(2);
});
