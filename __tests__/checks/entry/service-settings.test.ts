import { serviceSettings } from "../../../src/checks/entry/service-settings";
import { type Editable, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { object } from "../workload/edits";

const ML = "ml-inference-prod";

const spec = (edit: (spec: Editable) => void): Edit =>
  object("service", "ml_inference_api", (service) => {
    edit(service["spec"] as Editable);
  });

test.each(ENVIRONMENTS)("accepts the Services of %s", (environment) => {
  expect(foundBy(serviceSettings, environmentPlan(planOf(environment)))).toEqual([]);
});

test.each<[string, Edit, string]>([
  [
    "requests for pods that are not ready",
    spec((each) => (each["publish_not_ready_addresses"] = "true")),
    "publish_not_ready_addresses is true: clients get pods that do not answer yet, or no longer",
  ],
  [
    "an address of strangers",
    spec((each) => (each["external_ips"] = ["203.0.113.7"])),
    "external_ips has 203.0.113.7: each node takes the packets that its pods send to this address",
  ],
  [
    "a port of nodes on a Service without one",
    spec((each) => (each["port"][0].node_port = 30080)),
    "node_port 30080 is on a Service of type ClusterIP, which Kubernetes refuses",
  ],
  [
    "a port of nodes that Kubernetes does not give",
    spec((each) => {
      each["type"] = "NodePort";
      each["port"][0].node_port = 2222;
    }),
    "node_port 2222 is not within 30000-32767, which Kubernetes refuses",
  ],
  [
    "a time of sessions without sessions",
    spec((each) => (each["session_affinity_config"] = { client_ip: { timeout_seconds: 60 } })),
    "session_affinity_config is set without session_affinity ClientIP, which Kubernetes refuses",
  ],
])("names %s", (_, edit, problem) => {
  expect(newlyFound([serviceSettings], ML, edit)).toEqual([
    expect.stringContaining(`kubernetes_service_v1.ml_inference_api: service ml-inference-api: ${problem}`),
  ]);
});

test.each<[string, Edit]>([
  [
    "a headless Service, whose clients look for pods that start",
    spec((each) => {
      each["cluster_ip"] = "None";
      each["publish_not_ready_addresses"] = true;
    }),
  ],
  ["a Service with only ready pods", spec((each) => (each["publish_not_ready_addresses"] = false))],
  [
    "a port of nodes",
    spec((each) => {
      each["type"] = "NodePort";
      each["port"][0].node_port = 30080;
    }),
  ],
  [
    "sessions of clients",
    spec((each) => {
      each["session_affinity"] = "ClientIP";
      each["session_affinity_config"] = { client_ip: { timeout_seconds: 60 } };
    }),
  ],
  ["no address of its own", spec((each) => (each["external_ips"] = []))],
])("accepts %s", (_, edit) => {
  expect(newlyFound([serviceSettings], ML, edit)).toEqual([]);
});
