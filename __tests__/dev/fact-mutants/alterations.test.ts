import { alterationsOf } from "../../../dev/fact-mutants/alterations";

/** Places of the facts of a file, with the altered text. */
const altered = (file: string, text: string): string[] =>
  alterationsOf(file, text).map(({ fact, text: other }) => `${fact}: ${other}`);

test("each number, yes or no, and name in JSON is altered, one at a time, and the source is not", () => {
  expect(altered("a.json", '{"source":"x","rows":{"most":5,"free":true,"codes":["L-1"]}}')).toEqual([
    'rows.most: {"source":"x","rows":{"most":6,"free":true,"codes":["L-1"]}}',
    'rows.free: {"source":"x","rows":{"most":5,"free":false,"codes":["L-1"]}}',
    'rows.codes[0]: {"source":"x","rows":{"most":5,"free":true,"codes":["L-2"]}}',
  ]);
});

test("the name of a row is altered, and a key in camel case is not", () => {
  expect(altered("a.json", '{"t3.medium":1,"natGatewayHour":2}')).toEqual([
    't3.medium{key}: {"t3.mediun":1,"natGatewayHour":2}',
    't3.medium: {"t3.medium":2,"natGatewayHour":2}',
    'natGatewayHour: {"t3.medium":1,"natGatewayHour":3}',
  ]);
});

test("a list of names in one text loses one name at a time, and a sentence stays", () => {
  expect(altered("a.json", '{"types":{"aws_vpc":{"any":"tags cidr"}}}').slice(1)).toEqual([
    'types.aws_vpc.any tags: {"types":{"aws_vpc":{"any":"cidr"}}}',
    'types.aws_vpc.any cidr: {"types":{"aws_vpc":{"any":"tags"}}}',
  ]);
  expect(altered("a.json", '{"words":"a limit of AWS"}')).toEqual([]);
});

test("constants of a module are altered, and the code of functions is not", () => {
  const text =
    'const DAYS = [7, 14] as const;\nconst twice = (days: number): number => days * 2;\nconst DAY = "2027-08-02";';
  expect(alterationsOf("a.ts", text).map(({ fact, to }) => `${fact} ${to}`)).toEqual([
    "DAYS[0] 8",
    "DAYS[1] 15",
    'DAY "2027-08-03"',
  ]);
});

test("a part of one is altered by a tenth", () => {
  expect(altered("a.json", '{"usd":0.045}')).toEqual(['usd: {"usd":0.0495}']);
});
