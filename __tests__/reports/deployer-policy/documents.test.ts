import { type PolicyStatement } from "../../../src/facts/iam";
import {
  LARGEST_POLICY,
  asStatements,
  documentsOf,
  policySize,
} from "../../../src/reports/deployer-policy/documents";

const statement = (service: string, actions: number): PolicyStatement => ({
  Effect: "Allow",
  Action: Array.from({ length: actions }, (_, index) => `${service}:Action${index}`),
  Resource: "*",
});

const actionsIn = (documents: ReturnType<typeof documentsOf>): string[] =>
  documents.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => [Action].flat())).sort();

test("statements that fit are one document", () => {
  const documents = documentsOf([statement("ec2", 5), statement("eks", 5)]);
  expect(documents.map(({ Statement }) => Statement.length)).toEqual([2]);
});

test("more statements than fit are several documents, in their order", () => {
  const statements = ["a", "b", "c", "d"].map((service) => statement(service, 150));
  const documents = documentsOf(statements);
  expect(documents.length).toBeGreaterThan(1);
  expect(documents.flatMap(({ Statement }) => Statement)).toEqual(statements);
  for (const document of documents) expect(policySize(document)).toBeLessThanOrEqual(LARGEST_POLICY);
});

test("a statement that is too large is split by actions, and loses none", () => {
  const large = statement("ec2", 1000);
  const documents = documentsOf([large]);
  expect(documents.length).toBeGreaterThan(2);
  for (const document of documents) expect(policySize(document)).toBeLessThanOrEqual(LARGEST_POLICY);
  expect(actionsIn(documents)).toEqual([large.Action].flat().sort());
});

test("a statement with one action is split by resources", () => {
  const resources = Array.from(
    { length: 200 },
    (_, index) => `arn:aws:iam::111122223333:role/role-number-${index}`,
  );
  const documents = documentsOf([{ Effect: "Allow", Action: "iam:GetRole", Resource: resources }]);
  expect(documents.length).toBeGreaterThan(1);
  expect(documents.flatMap(({ Statement }) => Statement.flatMap(({ Resource = [] }) => Resource))).toEqual(
    resources,
  );
});

test("a statement that cannot be split is an error", () => {
  expect(() => documentsOf([statement("ec2", 1)], 50)).toThrow("larger than 50 characters");
});

test("white space does not count", () => {
  const [document] = documentsOf([{ Effect: "Allow", Action: "s3:Get Object", Resource: "*" }]);
  expect(document && policySize(document)).toBe(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'.length,
  );
});

const grant = (action: string, resources: string[], condition?: Record<string, Record<string, string>>) => ({
  action,
  resources,
  isRead: true,
  ...(condition === undefined ? {} : { condition }),
});

test("actions with the same resources and condition are one statement, and * replaces other resources", () => {
  const region = { StringEquals: { "aws:RequestedRegion": "eu-west-1" } };
  expect(
    asStatements([
      grant("eks:B", ["x"]),
      grant("eks:A", ["x"]),
      grant("ec2:A", ["*"], region),
      grant("eks:C", ["y"]),
      grant("eks:C", ["*"]),
      grant("ec2:A", ["z"]),
    ]),
  ).toEqual([
    { Effect: "Allow", Action: ["ec2:A"], Resource: ["*"], Condition: region },
    { Effect: "Allow", Action: ["ec2:A"], Resource: ["z"] },
    { Effect: "Allow", Action: ["eks:A", "eks:B"], Resource: ["x"] },
    { Effect: "Allow", Action: ["eks:C"], Resource: ["*"] },
  ]);
});
