import { minorOf } from "../../../src/checks/lifecycle/versions";

test.each([
  ["1.36", 36],
  ["v1.36.2-eksbuild.1", 36],
  ["1.36x", undefined],
  ["2.0", undefined],
  [undefined, undefined],
])("the minor version of %p is %p", (version, minor) => {
  expect(minorOf(version)).toBe(minor);
});
