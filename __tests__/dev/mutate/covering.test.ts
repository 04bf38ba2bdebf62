import { coveringSet } from "../../../dev/mutate/covering";

const change = (environment: string, address: string, words: string) => ({
  environment,
  address,
  kind: "weakening",
  change: words,
});

test("each change of a type is there once, in the environment with the fewest changes", () => {
  const large = [change("large", "aws_vpc.a", "flag"), change("large", "aws_vpc.a", "number")];
  const small = [change("small", "aws_vpc.b", "flag"), change("small", "aws_vpc.c", "flag")];
  const all = [...large, change("large", "aws_eip.a", "flag"), ...small];
  expect(
    coveringSet(all).map(({ environment, address, change: words }) => `${environment} ${address} ${words}`),
  ).toEqual(["large aws_vpc.a number", "large aws_eip.a flag", "small aws_vpc.b flag"]);
});

test("a data source is another type than the resource", () => {
  expect(coveringSet([change("a", "aws_vpc.a", "flag"), change("a", "data.aws_vpc.a", "flag")])).toHaveLength(
    2,
  );
});
