import { gpuReady } from "../../../src/checks/images/gpu-ready";
import { altered } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { editValues, gpuPlan } from "./plans";

test.each([
  ["taint", "its nodes have no taint"],
  ["labels", "lack the label nvidia.com/gpu.present"],
])("gpu-ready finds GPU nodes without %s", (attribute, problem) => {
  const plan = altered(gpuPlan(), ({ cluster }) => {
    Reflect.deleteProperty(cluster.resource.aws_eks_node_group.gpu_a as object, attribute);
  });
  expect(foundBy(gpuReady, plan)).toContainEqual(expect.stringContaining(problem));
});

test("gpu-ready finds GPU nodes without a device plugin", () => {
  const plan = altered(gpuPlan(), ({ platform }) => {
    delete platform.resource.helm_release.gpu_device_plugin;
  });
  expect(foundBy(gpuReady, plan)).toEqual([1, 2].map(() => expect.stringContaining("no device plugin")));
});

test("gpu-ready finds a device plugin that runs without GPUs when the driver does not load", () => {
  const plan = altered(gpuPlan(), ({ platform }) => {
    editValues(platform.resource.helm_release.gpu_device_plugin, (values) => {
      values.failOnInitError = false;
    });
  });
  expect(foundBy(gpuReady, plan)).toEqual(
    [1, 2].map(() => expect.stringContaining("failOnInitError is false")),
  );
});
