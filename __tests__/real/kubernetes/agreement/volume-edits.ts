import { type Editable } from "../../../support/altered";
import { MOUNTED_BASE } from "./bases";
import { type Edit, type ModelObjects } from "./edit";

const specOf = (objects: ModelObjects): Editable =>
  (objects.of("kubernetes_persistent_volume_v1")["spec"] as Editable[])[0] as Editable;
const sourceOf = (objects: ModelObjects): Editable =>
  specOf(objects)["persistent_volume_source"].csi as Editable;
const claimOf = (objects: ModelObjects): Editable =>
  objects.of("kubernetes_persistent_volume_claim_v1")["spec"] as Editable;

const on = [MOUNTED_BASE] as const;
const check = "weights-budget";

/** Edits of the volume with the weights of a model, and of its claim. */
export const VOLUME_EDITS: readonly Edit[] = [
  {
    name: "required field of a volume",
    check,
    on,
    values: ["volume_handle", "driver", "capacity", "access_modes"],
    apply: (objects, value) => {
      const spec = specOf(objects);
      if (value === "capacity") spec["capacity"] = {};
      else if (value === "access_modes") spec["access_modes"] = [];
      else Reflect.deleteProperty(sourceOf(objects), String(value));
    },
  },
  {
    name: "access mode of a volume",
    check,
    on,
    values: ["ReadOnly", "ReadWriteOnce"],
    apply: (objects, value) => {
      specOf(objects)["access_modes"] = [value];
    },
  },
  {
    name: "access mode of a claim",
    check,
    on,
    values: ["ReadOnly", "ReadWriteOnce"],
    apply: (objects, value) => {
      claimOf(objects)["access_modes"] = [value];
    },
  },
  {
    name: "size of a claim",
    check,
    on,
    values: ["0", "-1Gi", "9000Gi"],
    apply: (objects, value) => {
      claimOf(objects)["resources"].requests.storage = value;
    },
  },
  {
    name: "storage class of a claim",
    check,
    on,
    values: ["A class", "gp3"],
    apply: (objects, value) => {
      claimOf(objects)["storage_class_name"] = value;
    },
  },
  {
    name: "volume of another claim",
    check,
    on,
    values: ["other"],
    apply: (objects, value) => {
      specOf(objects)["claim_ref"].name = value;
    },
  },
  {
    name: "volume that does not exist",
    check,
    on,
    values: ["none"],
    apply: (objects, value) => {
      claimOf(objects)["volume_name"] = value;
    },
  },
  {
    name: "second claim of a volume",
    check,
    on,
    apply: (objects) => {
      objects.copy("kubernetes_persistent_volume_claim_v1", "second");
      const volumes = objects.pod["volume"] as Editable[];
      volumes.push({
        name: "second",
        persistent_volume_claim: { claim_name: "second", read_only: true },
      });
    },
  },
  {
    name: "second volume with a handle",
    check,
    on,
    apply: (objects) => {
      const name = `${String(objects.of("kubernetes_persistent_volume_v1")["metadata"].name)}-second`;
      objects.copy("kubernetes_persistent_volume_v1", name);
    },
  },
];
