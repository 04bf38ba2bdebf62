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
