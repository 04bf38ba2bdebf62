import { celValue } from "../../src/infrastructure/kubernetes-cel";

const REQUEST = {
  request: { name: "a-0", namespace: "a", userInfo: { username: "person", groups: ["x", "people:y"] } },
  object: { metadata: { annotations: { "example.com/key": "b" } }, spec: { list: [] } },
  oldObject: null,
};

test.each<[expression: string, value: boolean | "error" | "not judged"]>([
  ["true || false && false", true],
  ["(true || false) && false", false],
  ["!true == false", true],
  ['"a" + "b" == "ab" && "ab" != "a"', true],
  ['"people:" + "y" in {}', false],
  ['"example.com/" + "key" in object.metadata.annotations', true],
  ['object.metadata.?labels.orValue({}) == {} && "x" in object.metadata.?labels.orValue({})', false],
  ["object.metadata.?labels == object.spec.?labels", true],
  ["object.metadata.?labels == object.metadata.?annotations", false],
  ["object.spec.?list.orValue([]).size() == 0", true],
  ['request.userInfo.groups.exists(group, group.startsWith("people:"))', true],
  ['request.userInfo.groups.exists(group, group.startsWith("people:") && group != "people:y")', false],
  ["[].exists(each, each.a)", false],
  ['["x", "a"].exists(each, request.namespace == each)', true],
  ['request.name.matches("^a-[0-9]+$")', true],
  // An error is the result unless another term decides.
  ["oldObject.metadata == object.metadata", "error"],
  ["oldObject.metadata.?labels.orValue({}) == {}", "error"],
  ["oldObject == null || oldObject.spec", true],
  ["oldObject.spec || true", true],
  ["oldObject.spec && false", false],
  ["oldObject.spec || false", "error"],
  ['"a" in oldObject', "error"],
  ["request.name.size()", "error"],
  ["request.name", "error"],
  ["request.name.startsWith(object)", "error"],
  // Anything else is not evaluated.
  ["variables.a", "not judged"],
  ["object.spec.replicas > 1", "not judged"],
  ["true ? true : false", "not judged"],
  ['request.name.contains("a")', "not judged"],
  ["has(object.spec)", "not judged"],
  ["'a' == \"a\"", "not judged"],
  ["true true", "not judged"],
  ["(true", "not judged"],
  ["[true", "not judged"],
  ['request.name.matches("(")', "not judged"],
  ["", "not judged"],
])("%s is %s", (expression, value) => {
  expect(celValue(expression, REQUEST)).toBe(value);
});
