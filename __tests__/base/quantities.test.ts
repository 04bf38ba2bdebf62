import { cpuMillis, memoryMiB, quantity } from "../../src/base/quantities";

test.each([
  ["250m", 0.25],
  ["2", 2],
  ["512Mi", 512 * 2 ** 20],
  ["1.5Gi", 1.5 * 2 ** 30],
  ["1k", 1000],
])("the Kubernetes quantity %j is %d", (text, amount) => {
  expect(quantity(text)).toBe(amount);
});

test.each(["512MB", "-1", "", "many"])("%j is not a Kubernetes quantity", (text) => {
  expect(quantity(text)).toBeNaN();
});

test.each([
  ["250m", 250],
  ["2", 2000],
])("the CPU quantity %s is %d thousandths of a CPU", (text, millis) => {
  expect(cpuMillis(text)).toBe(millis);
});

test.each([
  ["512Mi", 512],
  ["2Gi", 2048],
])("the memory quantity %s is %d MiB", (text, mib) => {
  expect(memoryMiB(text)).toBe(mib);
});
