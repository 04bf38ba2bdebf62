import { destinationsOf } from "../../src/project/moves";
import { moveProblems } from "../../src/project/address-locks/moves";
import { STACK, emitting, lockOf } from "./address-locks/arbitrary-locks";

/** Problems of moves, as `path: got …, expected …; fix`. */
const problems = (
  recorded: readonly string[],
  emitted: readonly string[],
  ...moves: readonly string[]
): string[] =>
  moveProblems(lockOf(recorded, moves), emitting(...emitted)).map(
    ({ path, got, expected, fix }) => `${path.join(".")}: got ${got}, expected ${expected}; ${fix}`,
  );

const [a, b, c] = ["aws_subnet.a", "aws_subnet.b", "aws_subnet.c"] as const;

test.each([
  ["a rename", [a], [b], [`${a}=${b}`]],
  ["a chain of renames", [a], [c], [`${a}=${b}`, `${b}=${c}`]],
  ["a chain in another order, half applied", [b], [c], [`${b}=${c}`, `${a}=${b}`]],
  ["an applied chain", [c], [c], [`${a}=${b}`, `${b}=${c}`]],
])("%s is valid", (_, recorded, emitted, moves) => {
  expect(problems(recorded, emitted, ...moves)).toEqual([]);
});

describe("the destination of an address", () => {
  const move = (from: string, to: string, stack = STACK) => ({ stack, from, to });

  test("is the end of a chain, in any order of its moves", () => {
    expect(destinationsOf([move("x.b", "x.c"), move("x.a", "x.b")], STACK)("x.a")).toBe("x.c");
  });

  test("ignores moves of other stacks", () => {
    expect(destinationsOf([move("x.a", "x.b", "other")], STACK)("x.a")).toBe("x.a");
  });

  test("is undefined in a cycle", () => {
    expect(destinationsOf([move("x.a", "x.b"), move("x.b", "x.a")], STACK)("x.a")).toBeUndefined();
  });
});

test("fails when the new address is not emitted, and proposes a similar one", () => {
  expect(problems(["aws_subnet.a"], ["aws_subnet.private_a"], "aws_subnet.a=aws_subnet.privat_a")).toEqual([
    `moves.0.to: got aws_subnet.privat_a, expected an address that ${STACK} emits; did you mean aws_subnet.private_a?`,
  ]);
});

test("fails when the old address is still emitted, also when a new resource reuses the name", () => {
  const [line] = problems([], ["aws_subnet.a", "aws_subnet.b"], "aws_subnet.a=aws_subnet.b");
  expect(line).toMatch(/^moves\.0\.from: got aws_subnet\.a, expected an address that .* no longer emits/);
});

test("fails when a move leads to another type, even where Terraform might accept it", () => {
  const [line] = problems(["aws_lb.a"], ["aws_alb.a"], "aws_lb.a=aws_alb.a");
  expect(line).toMatch(/^moves\.0\.to: got aws_alb\.a, expected an address of the type aws_lb, /);
});

test("fails when two moves begin at one address", () => {
  expect(problems([], [b, c], `${a}=${b}`, `${a}=${c}`)).toEqual([
    "moves.1.from: got a second move from aws_subnet.a, expected one move from each address; remove one of them",
  ]);
});

test("fails when two moves end at one address", () => {
  expect(problems([], [b, c], `${a}=${b}`, `aws_subnet.x=${b}`)).toEqual([
    "moves.1.to: got a second move to aws_subnet.b, expected one move to each address; remove one of them",
  ]);
});

test("fails when moves form a cycle, once for each of them", () => {
  const found = problems([], [], "aws_subnet.a=aws_subnet.b", "aws_subnet.b=aws_subnet.a");
  expect(found).toHaveLength(2);
  for (const line of found) expect(line).toMatch(/got a cycle of moves through aws_subnet\.[ab], expected /);
});

test("fails when a move leads to its own address", () => {
  expect(problems(["aws_vpc.a"], ["aws_vpc.a"], "aws_vpc.a=aws_vpc.a")).toHaveLength(1);
});

test("fails when both addresses are in the state, since Terraform would destroy the old object", () => {
  const [line] = problems(["aws_subnet.a", "aws_subnet.b"], ["aws_subnet.b"], "aws_subnet.a=aws_subnet.b");
  expect(line).toMatch(/^moves\.0\.to: got aws_subnet\.b, which is already in the state/);
});

test("fails when an address within a chain is in the state: two objects would end at one address", () => {
  const found = problems([a, b], [c], `${a}=${b}`, `${b}=${c}`);
  expect(found).toEqual([
    expect.stringMatching(/^moves\.0\.to: got aws_subnet\.b, which is already in the state/),
  ]);
});

test.each([
  ["aws_lb.a", "aws_lb.b[count]"],
  ["aws_lb.a[count]", "aws_lb.b"],
  ["aws_lb.a", "aws_lb.b[each]"],
  ["aws_lb.a[each]", "aws_lb.b[count]"],
])("fails when a rename also adds or removes a count or for_each: %s to %s", (before, now) => {
  const [line] = problems([before], [now], "aws_lb.a=aws_lb.b");
  expect(line).toContain("since Terraform would replace the object");
});

test("a rename that keeps the count is valid", () => {
  expect(problems(["aws_lb.a[count]"], ["aws_lb.b[count]"], "aws_lb.a=aws_lb.b")).toEqual([]);
});

test("fails when a stack does not belong to the environment", () => {
  const moves = [{ stack: "dev-netwrk", from: "aws_vpc.a", to: "aws_vpc.b" }];
  expect(moveProblems({ ...lockOf([]), moves }, emitting("aws_vpc.b"))).toEqual([
    { path: ["moves", 0, "stack"], got: "dev-netwrk", expected: `one of ${STACK}`, fix: "correct the stack" },
  ]);
});

test("a move to an address that this synth loses is no problem of its own: the loss is reported", () => {
  expect(problems(["aws_subnet.b"], [], "aws_subnet.a=aws_subnet.b")).toEqual([]);
});

test("the problems of all moves are found", () => {
  const found = problems([], ["aws_subnet.a"], "aws_subnet.a=aws_subnet.b", "aws_vpc.a=aws_vpc.b");
  expect(found).toHaveLength(2);
});
