import { z } from "../../base/zod";
import { expects } from "../expects";

/** Path of a file below the folder of the YAML files. `named-files.ts` lists the keys that have one. */
export const namedFile = () =>
  z
    .string()
    .max(200)
    .regex(
      /^(?!(.*\/)?\.{1,2})[\w.-]+(\/[\w.-]+)*$/,
      expects(
        "the path of a file below the folder of the YAML file, such as files/settings.json, of letters, digits and _ . - between /, without a part that starts with .",
        "copy the file below that folder, and write its path from there",
      ),
    );
