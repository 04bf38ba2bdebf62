import { podSecurity } from "../../../src/checks/workload/pod-security";
import { newlyFound } from "../../support/findings";
import { type Case, ML, pod, container, context } from "./edits";

const CHECK = [podSecurity];

test.each<Case>([
  [
    "a privileged container",
    ML,
    context((each) => (each["privileged"] = true)),
    "container ml-inference-api is privileged",
  ],
  [
    "a container that allows privilege escalation",
    ML,
    context((each) => delete each["allow_privilege_escalation"]),
    "container ml-inference-api lacks allowPrivilegeEscalation = false",
  ],
  [
    "an added capability",
    ML,
    context((each) => (each["capabilities"].add = ["NET_ADMIN"])),
    "container ml-inference-api adds the capability NET_ADMIN",
  ],
  [
    "a container that runs as root",
    ML,
    context((each) => (each["run_as_user"] = "0")),
    "container ml-inference-api runs as root",
  ],
  [
    "an unconfined seccomp profile",
    ML,
    context((each) => (each["seccomp_profile"].type = "Unconfined")),
    "container ml-inference-api lacks the seccomp profile RuntimeDefault",
  ],
  ["the host network", ML, pod((spec) => (spec["host_network"] = true)), "hostNetwork is true"],
  [
    "a hostPath volume",
    ML,
    pod((spec) => spec["volume"].push({ name: "host", host_path: { path: "/" } })),
    "volume type hostPath is not allowed",
  ],
  [
    "a host port",
    ML,
    container((each) => (each["port"][0].host_port = 5000)),
    "container ml-inference-api uses port 5000 of its node",
  ],
  [
    "a probe of another host",
    ML,
    container((each) => (each["liveness_probe"].http_get.host = "10.0.0.1")),
    "livenessProbe of container ml-inference-api names a host",
  ],
  [
    "an unsafe sysctl",
    ML,
    pod((spec) => (spec["security_context"].sysctl = [{ name: "kernel.msgmax", value: "1" }])),
    "sysctl kernel.msgmax is not allowed",
  ],
  [
    "an init container without a security context",
    ML,
    pod((spec) => (spec["init_container"] = [{ name: "init", image: "a:1" }])),
    "container init lacks allowPrivilegeEscalation = false",
  ],
])("pod-security finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
