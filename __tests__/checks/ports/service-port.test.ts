import { servicePortCheck } from "../../../src/checks/ports/service-port";
import { newlyFound } from "../../support/findings";
import { type Case, ML, MODEL, object } from "../workload/edits";

const CHECK = [servicePortCheck];

test.each<Case>([
  [
    "a Service with another target port",
    ML,
    object("service", MODEL, ({ spec }) => (spec.port[0].target_port = 80)),
    "port 5000 targets 80, which deployment ml-inference-api does not declare",
  ],
  [
    "a UDP Service",
    ML,
    object("service", MODEL, ({ spec }) => (spec.port[0].protocol = "UDP")),
    "port 5000 has the protocol UDP, the container port has TCP",
  ],
  [
    "a model without a Service",
    ML,
    ({ models }) => delete models.resource.kubernetes_service_v1.ml_inference_api,
    "no Service ml-inference-api of type ClusterIP exists",
  ],
  [
    "a NodePort Service",
    ML,
    object("service", MODEL, ({ spec }) => (spec.type = "NodePort")),
    "no Service ml-inference-api of type ClusterIP exists",
  ],
])("service-port finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
