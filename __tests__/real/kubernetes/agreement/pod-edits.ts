import { type Edit } from "./edit";

/** Edits of a pod: its security context, volumes, placement and accounts. */
export const POD_EDITS: readonly Edit[] = [
  {
    name: "privileged container",
    check: "pod-security",
    values: [true],
    harmless: [false],
    apply: (objects, value) => {
      Object.assign(objects.security, { privileged: value, allow_privilege_escalation: value });
    },
  },
  {
    name: "security context",
    check: "pod-security",
    values: [
      "host_network",
      "escalation",
      "root",
      "drop",
      "seccomp",
      "user 0",
      "proc_mount",
      "selinux",
      "host_pid",
    ],
    harmless: ["selinux level"],
    apply: (objects, value) => {
      const { security, pod } = objects;
      if (value === "host_network" || value === "host_pid") pod[value] = true;
      if (value === "escalation") delete security["allow_privilege_escalation"];
      if (value === "root") security["run_as_non_root"] = false;
      if (value === "drop") delete security["capabilities"].drop;
      if (value === "user 0") security["run_as_user"] = "0";
      if (value === "proc_mount") security["proc_mount"] = "Unmasked";
      if (value === "selinux") security["se_linux_options"] = { user: "system_u" };
      if (value === "selinux level") security["se_linux_options"] = { level: "s0:c1,c2" };
      if (value === "seccomp") {
        delete security["seccomp_profile"];
        delete pod["security_context"].seccomp_profile;
      }
    },
  },
  {
    name: "added capability",
    check: "pod-security",
    values: ["SYS_ADMIN", "NET_BIND_SERVICE", "NET_RAW"],
    apply: (objects, value) => {
      objects.security["capabilities"].add = [value];
    },
  },
  {
    name: "seccomp profile of a node without its file",
    check: "security-context",
    values: ["Localhost"],
    harmless: ["RuntimeDefault"],
    apply: (objects, value) => {
      objects.security["seccomp_profile"] = { type: value };
    },
  },
  {
    name: "user id",
    check: "security-context",
    values: ["-1", "20000", "4294967296"],
    harmless: ["20000 of pod and container"],
    apply: (objects, value) => {
      const [id = ""] = String(value).split(" ");
      objects.security["run_as_user"] = id === "-1" ? -1 : id;
      if (value !== id) objects.pod["security_context"].run_as_user = id;
    },
  },
  {
    name: "largest user id",
    check: "security-context",
    values: ["2147483648"],
    harmless: ["2147483647"],
    apply: (objects, value) => {
      for (const each of [objects.security, objects.pod["security_context"]]) {
        Object.assign(each, { run_as_user: value, run_as_group: value });
      }
      objects.pod["security_context"].fs_group = value;
    },
  },
  {
    name: "writable root file system",
    check: "security-context",
    apply: (objects) => {
      objects.security["read_only_root_filesystem"] = false;
    },
  },
  {
    name: "mount without a volume",
    check: "writable-volumes",
    values: ["data"],
    harmless: ["tmp"],
    apply: (objects, value) => {
      objects.container["volume_mount"].push({ mount_path: "/data", name: value });
    },
  },
  {
    name: "mount at a used path",
    check: "writable-volumes",
    values: ["/tmp"],
    harmless: ["/scratch"],
    apply: (objects, value) => {
      objects.container["volume_mount"].push({ mount_path: value, name: "models" });
    },
  },
  {
    name: "two volumes with a name",
    check: "writable-volumes",
    values: ["tmp"],
    harmless: ["scratch"],
    apply: (objects, value) => {
      objects.pod["volume"].push({ empty_dir: { size_limit: "64Mi" }, name: value });
    },
  },
  {
    name: "directory of a node",
    check: "pod-security",
    apply: (objects) => {
      objects.pod["volume"].push({ host_path: { path: "/var" }, name: "var" });
    },
  },
  {
    name: "node label",
    check: "pod-placement",
    values: ["disk", "topology.kubernetes.io/zone"],
    harmless: ["kubernetes.io/os"],
    apply: (objects, value) => {
      objects.pod["node_selector"] = { [String(value)]: value === "kubernetes.io/os" ? "linux" : "none" };
    },
  },
  {
    name: "toleration",
    check: "pod-placement",
    values: ["Exists", "Exist"],
    harmless: ["Equal"],
    apply: (objects, value) => {
      objects.pod["toleration"] = [{ key: "a", operator: value, value: "b", effect: "NoSchedule" }];
    },
  },
  {
    name: "skew of a spread",
    check: "pod-spread",
    values: [0, 2, -1],
    apply: (objects, value) => {
      objects.spread["max_skew"] = value;
    },
  },
  {
    name: "spread over a label that no node has",
    check: "pod-spread",
    apply: (objects) => {
      Object.assign(objects.spread, { topology_key: "rack", when_unsatisfiable: "DoNotSchedule" });
    },
  },
  {
    name: "required spread",
    check: "pod-spread",
    apply: (objects) => {
      objects.spread["when_unsatisfiable"] = "DoNotSchedule";
    },
  },
  {
    name: "least domains of a spread",
    check: "pod-spread",
    values: ["ScheduleAnyway", "DoNotSchedule"],
    apply: (objects, value) => {
      Object.assign(objects.spread, { when_unsatisfiable: value, min_domains: 5, max_skew: 1 });
    },
  },
  {
    name: "missing priority class",
    check: "pod-references",
    values: ["none"],
    harmless: ["system-cluster-critical"],
    apply: (objects, value) => {
      objects.pod["priority_class_name"] = value;
    },
  },
  {
    name: "missing runtime class",
    check: "pod-references",
    apply: (objects) => {
      objects.pod["runtime_class_name"] = "none";
    },
  },
  {
    name: "missing service account",
    check: "pod-references",
    apply: (objects) => {
      objects.pod["service_account_name"] = "none";
    },
  },
  {
    name: "missing ConfigMap",
    check: "pod-references",
    apply: (objects) => {
      objects.container["env_from"][0].config_map_ref.name = "none";
    },
  },
  {
    name: "image",
    check: "image-exact",
    values: ["", " a", "docker.io/library/nginx:1"],
    apply: (objects, value) => {
      objects.container["image"] = value;
    },
  },
  {
    name: "time to stop",
    check: "graceful-stop",
    values: [-1, 1, 300],
    harmless: [61],
    apply: (objects, value) => {
      objects.pod["termination_grace_period_seconds"] = value;
    },
  },
  {
    name: "value of a probe",
    check: "probes",
    values: ["success_threshold 2", "period_seconds -1", "timeout_seconds 0", "failure_threshold -3"],
    harmless: ["failure_threshold 5", "success_threshold 1", "timeout_seconds 4"],
    apply: (objects, value) => {
      const [key = "", amount] = String(value).split(" ");
      objects.container["liveness_probe"][key] = Number(amount);
    },
  },
  {
    name: "port of a probe",
    check: "probe-port",
    values: ["70000", "0", "other", "9999", "-http"],
    harmless: ["the port"],
    apply: (objects, value) => {
      const [port] = objects.container["port"];
      objects.container["readiness_probe"].http_get.port =
        value === "the port" ? String(port.container_port) : value;
    },
  },
  {
    name: "scheme of a probe",
    check: "probe-port",
    values: ["http", "HTTPS"],
    harmless: ["HTTP"],
    apply: (objects, value) => {
      objects.container["readiness_probe"].http_get.scheme = value;
    },
  },
];
