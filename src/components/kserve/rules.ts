import { KSERVE_NAMESPACE } from "../../core/kserve-names";
import { type PartRules } from "../contract";
import { type KServe } from "./settings";

/** A webhook of KServe reads no pods in its own namespace, so its models would start without its changes. */
export const kserveRules: PartRules<KServe> = (_, { namespace }) =>
  namespace === KSERVE_NAMESPACE
    ? [
        {
          path: ["namespace"],
          expected: "a namespace other than that of KServe",
          fix: "choose another name",
        },
      ]
    : [];
