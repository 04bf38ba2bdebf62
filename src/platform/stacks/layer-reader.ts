import { type TerraformRemoteState } from "cdktf";
import { type Layer, stackName } from "../../base/layers";
import { type LayerReader } from "../stack-outputs/layer-reader";

/** The reader of a state. Each value that it reads is a condition of the state: without it, the plan names the layer. */
export function layerReader<Outputs>(
  state: TerraformRemoteState,
  environment: string,
  layer: Layer,
): LayerReader<Outputs> {
  const needed = new Set<string>();
  const need = (value: string): string => {
    needed.add(value);
    const values = [...needed].sort().map((each) => `can(self.outputs.${each})`);
    state.addOverride("lifecycle", {
      postcondition: [
        { condition: `\${alltrue([${values.join(", ")}])}`, error_message: missing(environment, layer) },
      ],
    });
    return value;
  };
  return {
    text: (output) => state.getString(need(output)),
    list: (output) => state.getList(need(output)) as unknown as string[],
    entry: (output, key) => state.getString(need(`${output}[${JSON.stringify(key)}]`)),
  };
}

const missing = (environment: string, layer: Layer): string =>
  `${stackName(environment, layer)} lacks outputs that this layer reads: apply ${stackName(environment, layer)} first.`;
