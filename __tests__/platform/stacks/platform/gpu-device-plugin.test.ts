import { ENVIRONMENTS } from "../../../support/environments";
import "../../../support/terraform-matchers";
import { withoutInternet, platform, valuesOf } from "./platform-stack";
import { versionOfChart } from "../../../support/chart-versions";

const plugin = "helm_release.gpu_device_plugin";

test("EKS-05 the device plugin is installed if a node group has GPUs", () => {
  expect(withoutInternet().find(plugin)?.config["version"]).toBe(versionOfChart("nvidia-device-plugin"));
});

test("EKS-05 the device plugin is not installed without GPUs", () => {
  expect(ENVIRONMENTS.filter((name) => platform(name).find(plugin))).toEqual(["language-models"]);
});

test("EKS-05 the device plugin runs only on GPU nodes", () => {
  expect(valuesOf(withoutInternet(), plugin)).toMatchObject({
    nodeSelector: { "nvidia.com/gpu.present": "true" },
  });
});

test("EKS-05 the device plugin tolerates the taint of GPU nodes", () => {
  expect(valuesOf(withoutInternet(), plugin)).toMatchObject({
    tolerations: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
  });
});

test("EKS-05 the device plugin fails on a GPU node without a working driver", () => {
  expect(valuesOf(withoutInternet(), plugin)).toMatchObject({ failOnInitError: true });
});
