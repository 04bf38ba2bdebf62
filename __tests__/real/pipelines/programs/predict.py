"""Predicts with a model file as the server of KServe does: predict.py FOLDER INSTANCES.

The server takes the only file with one of these endings (kserve/kserve v0.20.0, python/sklearnserver, read 2026-11-22).
"""

import json
import os
import sys
import warnings

import joblib
import numpy

folder, instances = sys.argv[1:]
# scikit-learn warns about a file of another version.
warnings.simplefilter("error")
[name] = [name for name in os.listdir(folder) if name.endswith((".joblib", ".pkl", ".pickle"))]
model = joblib.load(os.path.join(folder, name))
print(json.dumps(model.predict(numpy.array(json.loads(instances))).tolist()))
