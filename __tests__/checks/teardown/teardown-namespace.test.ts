import { teardownNamespace } from "../../../src/checks/teardown/teardown-namespace";
import { altered } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { without } from "./edits";

test("reports an object that names its namespace by text only", () => {
  const plan = without(
    "mlapp",
    "models",
    "kubernetes_service_v1.model_service",
    "kubernetes_namespace_v1.models",
  );
  expect(foundBy(teardownNamespace, plan)).toEqual([
    "kubernetes_service_v1.model_service: it does not depend on kubernetes_namespace_v1.models, its namespace",
  ]);
});

test("accepts a reference to the namespace", () => {
  const plan = altered("mlapp", ({ models }) => {
    const service = models.resource.kubernetes_service_v1.model_service;
    delete service.depends_on;
    service.metadata.namespace = "${kubernetes_namespace_v1.models.metadata[0].name}";
  });
  expect(foundBy(teardownNamespace, plan)).toEqual([]);
});

describe("a release in another namespace", () => {
  const release = (over: object) =>
    altered("mlapp", ({ platform }) => {
      const { helm_release: releases } = platform.resource;
      Object.assign(releases.load_balancer_controller as object, { namespace: "ingress", ...over });
    });

  test("is reported if nothing creates the namespace", () => {
    expect(foundBy(teardownNamespace, release({}))).toEqual([
      expect.stringContaining("nothing creates its namespace ingress"),
    ]);
  });

  test("is accepted if it creates the namespace", () => {
    expect(foundBy(teardownNamespace, release({ create_namespace: true }))).toEqual([]);
  });
});

describe("the deletion of a namespace", () => {
  const deletedIn = (timeouts: object | undefined) =>
    foundBy(
      teardownNamespace,
      altered("ml-inference-prod", ({ models }) => {
        Object.assign(models.resource.kubernetes_namespace_v1.models as object, { timeouts });
      }),
    );
  const address = "kubernetes_namespace_v1.models: ";

  test.each([
    ["the provider's default", undefined, 300],
    ["an empty block", {}, 300],
    ["six minutes", { delete: "6m" }, 360],
    ["as long as the pods", { delete: "375s" }, 375],
  ])("is reported with %s, which is no longer than the end of its pods", (_, timeouts, waits) => {
    expect(deletedIn(timeouts)).toEqual([
      `${address}its deletion waits ${waits} s, and its pods end within 375 s`,
    ]);
  });

  test.each(["376s", "6m16s", "1h"])("is accepted with %s", (duration) => {
    expect(deletedIn({ delete: duration })).toEqual([]);
  });

  test("is accepted with the provider's default where pods end sooner", () => {
    const plan = altered("mlapp", ({ models }) => {
      delete models.resource.kubernetes_namespace_v1.models.timeouts;
    });
    expect(foundBy(teardownNamespace, plan)).toEqual([]);
  });
});
