import { probePort } from "../../../src/checks/ports/probe-port";
import { newlyFound } from "../../support/findings";
import { type Case, ML, container } from "../workload/edits";

const CHECK = [probePort];

test.each<Case>([
  [
    "probes on an undeclared port",
    ML,
    container((each) => (each["liveness_probe"].http_get.port = 9999)),
    "livenessProbe of ml-inference-api uses port 9999, which the container does not declare",
  ],
  [
    "probes on an undefined port name",
    ML,
    container((each) => (each["readiness_probe"].http_get.port = "web")),
    "readinessProbe of ml-inference-api uses port web, which the container does not declare",
  ],
  [
    "a container without a port",
    ML,
    container((each) => delete each["port"]),
    "container ml-inference-api declares no port",
  ],
])("probe-port finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
