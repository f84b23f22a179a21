"""Embeddings by dlib and face_recognition of a folder with one subfolder of photos per person, a line of JSON each; the last line says
what it took. Started by bench/faces.ts in an environment of its own."""
import json
import os
import resource
import sys
import time

import face_recognition

before = time.process_time()
photos = 0
root = sys.argv[1]
for person in sorted(os.listdir(root)):
    folder = os.path.join(root, person)
    if person.startswith(".") or not os.path.isdir(folder):
        continue
    for name in sorted(os.listdir(folder)):
        if name.startswith("."):
            continue
        try:
            image = face_recognition.load_image_file(os.path.join(folder, name))
        except Exception:
            continue
        photos += 1
        places = face_recognition.face_locations(image)
        largest = sorted(places, key=lambda place: (place[0] - place[2]) * (place[1] - place[3]), reverse=True)[:1]
        found = face_recognition.face_encodings(image, largest)
        print(json.dumps({"person": person, "embedding": found[0].tolist() if found else None}), flush=True)
print(
    json.dumps(
        {
            "cpuMsPerPhoto": 1000 * (time.process_time() - before) / max(1, photos),
            "memoryMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
