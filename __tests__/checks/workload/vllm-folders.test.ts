import { vllmFolders } from "../../../src/checks/workload/vllm-folders";
import { folders } from "../../../src/checks/workload/written-folders.json";
import { environmentPlan } from "../../support/altered";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { chat, chatPlan, podOfChat, variablesOfChat, withArgument } from "../../support/vllm";

const found = (edit: Edit): string[] => newlyFound([vllmFolders], chatPlan(), edit);

const withVariables = (variables: object): Edit => variablesOfChat((data) => Object.assign(data, variables));

const user = (id: string): Edit =>
  podOfChat((spec) => {
    spec["security_context"].run_as_user = id;
    spec["container"][0].security_context.run_as_user = id;
  });

test("ML-01 vllm-folders finds nothing at a language model of the file", () => {
  expect(foundBy(vllmFolders, environmentPlan(chatPlan()))).toEqual([]);
});

test.each(folders.map(({ variable, files }) => [variable, files] as const))(
  "ML-01 vllm-folders finds a %s without a writable volume",
  (variable, files) => {
    expect(found(withVariables({ [variable]: "/opt/cache" }))).toEqual([
      expect.stringContaining(
        `deployment chat: container chat has no writable volume at /opt/cache for ${files} (${variable})`,
      ),
    ]);
  },
);

test.each<readonly [string, Edit, string]>([
  [
    "no home",
    variablesOfChat((data) => Reflect.deleteProperty(data, "HOME")),
    "no writable volume at /home/vllm/.cache/vllm for compiled graphs and kernels (VLLM_CACHE_ROOT)",
  ],
  [
    "a home elsewhere",
    withVariables({ HOME: "/home/other" }),
    "no writable volume at /home/other/.cache/vllm for",
  ],
  [
    "another folder of caches",
    withVariables({ XDG_CACHE_HOME: "/cache" }),
    "no writable volume at /cache/vllm for",
  ],
  [
    "a home from a Secret",
    chat((each) => {
      each["env"] = [{ name: "HOME", value_from: { secret_key_ref: { name: "keys", key: "home" } } }];
    }),
    "HOME has a value that no stack has",
  ],
  [
    "a volume at another path",
    chat((each) => (each["volume_mount"][1].mount_path = "/weights")),
    "no writable volume at /models/.cache/vllm for",
  ],
  [
    "a read-only volume",
    chat((each) => (each["volume_mount"][1].read_only = true)),
    "no writable volume at /models/.cache/vllm for",
  ],
  [
    "a read-only volume below the home",
    podOfChat((spec) => {
      spec["container"][0].volume_mount.push({ name: "keys", mount_path: "/models/.cache" });
      spec["volume"].push({ name: "keys", secret: { secret_name: "keys" } });
    }),
    "no writable volume at /models/.cache/vllm for",
  ],
  [
    "no folder of temporary files",
    chat((each) => each["volume_mount"].shift()),
    "no writable volume at /tmp for",
  ],
  ["no shared memory", chat((each) => each["volume_mount"].pop()), "no volume in memory at /dev/shm"],
  [
    "shared memory on the disk",
    podOfChat((spec) => delete spec["volume"][2].empty_dir.medium),
    "no volume in memory at /dev/shm",
  ],
  [
    "less shared memory than the queues of eight workers",
    withArgument("--tensor-parallel-size", "--tensor-parallel-size=8"),
    "has 2048Mi in memory at /dev/shm, expected at least 2104Mi for the queues of its workers",
  ],
])("ML-01 vllm-folders finds %s", (_, edit, problem) => {
  expect(found(edit)).toEqual([expect.stringContaining(problem)]);
});

test("ML-01 vllm-folders judges the user by the image, or by variables with a name and a home", () => {
  const nameless = variablesOfChat((data) => Reflect.deleteProperty(data, "USER"));
  const both: Edit = (layers) => {
    user("3000")(layers);
    nameless(layers);
  };
  expect(found(user("3000"))).toEqual([]);
  expect(found(nameless)).toEqual([]);
  expect(found(both)).toEqual([
    expect.stringContaining(
      "container chat runs as user 3000, which the image does not know by a name: run as 2000, or set USER and HOME",
    ),
  ]);
});

test("ML-01 a writable root file system needs no volumes but shared memory", () => {
  const writable = chat((each) => {
    each["security_context"].read_only_root_filesystem = false;
    each["volume_mount"] = each["volume_mount"].slice(2);
  });
  expect(found(writable)).toEqual([]);
});
