import { Deployment } from "./harness/deployment";
import { type Answered, answersFor, groupsOfPeople } from "./harness/people-access";
import { deployedPlan } from "./harness/plans";
import { recordLine } from "./harness/run";

let deployment: Deployment;
let answers: readonly Answered[];

beforeAll(async () => {
  deployment = await Deployment.of(deployedPlan("every-option"), { nodes: { perGroup: 3 } });
  answers = await answersFor(deployment);
});

afterAll(async () => {
  await deployment.stop();
});

test("people-rights: the API server permits people the calls that the check counts, and no others", () => {
  expect(groupsOfPeople(deployment.plan)).toHaveLength(5);
  expect(answers.length).toBeGreaterThan(1000);
  expect(answers.filter(({ isAllowed, isCounted }) => isAllowed !== isCounted)).toEqual([]);
  const allowed = answers.filter(({ isAllowed }) => isAllowed);
  recordLine(`people: ${answers.length} access reviews, ${allowed.length} allowed, as the check counts them`);
});

test.each([
  ["people:data-scientists", ["create pods/portforward"]],
  ["people:model-owners", ["create pods/eviction"]],
  ["people:operators", ["create pods/eviction", "create pods/portforward", "delete pods"]],
  ["people:auditors", []],
  ["people:plan", ["get secrets", "list secrets"]],
])("of the calls that lead to more rights, %s may make those of its purpose", (group, purpose) => {
  const reads = ["list configmaps", "watch configmaps"];
  const allowed = answers.filter((each) => each.group === group && each.isSensitive && each.isAllowed);
  expect([...new Set(allowed.map(({ call }) => call))].sort()).toEqual([...purpose, ...reads].sort());
});

test("no group of people has a right in kube-system beside those that it has in the whole cluster", () => {
  const allowedIn = (namespace: string): string[] =>
    answers
      .filter((each) => each.isAllowed && each.namespace === namespace)
      .map(({ group, call }) => `${group}: ${call}`);
  expect(allowedIn("kube-system")).not.toEqual([]);
  expect(allowedIn("kube-system").sort()).toEqual(allowedIn("").sort());
});
