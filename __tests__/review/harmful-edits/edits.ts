import { type Layers } from "../pairs";

export type EditLayers = (layers: Layers) => void;

export const table = (json: Layers["network"], type: string) => (json["resource"][type] ??= {});

export const together =
  (...edits: readonly EditLayers[]): EditLayers =>
  (layers) => {
    for (const edit of edits) edit(layers);
  };

export const without =
  (layer: keyof Layers, type: string, name: string): EditLayers =>
  (layers) => {
    Reflect.deleteProperty(table(layers[layer], type), name);
  };
