"""Reads pictures with PassportEye or fastmrz: python peers.py NAME LIST.json; prints as reading-program.ts does."""

import json
import os
import resource
import sys
import warnings

warnings.filterwarnings("ignore")


def cpu():
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def passporteye():
    from passporteye import read_mrz

    def read(file):
        zone = read_mrz(file)
        if zone is None:
            return None, False
        text = zone.aux.get("raw_text") or zone.aux.get("text") or ""
        return [line.replace(" ", "") for line in text.split("\n") if len(line) > 20], bool(zone.valid)

    return read


def fastmrz():
    from fastmrz import FastMRZ

    reader = FastMRZ()

    def read(file):
        text = reader.get_details(file, ignore_parse=True)
        if not isinstance(text, str) or not text.strip():
            return None, False
        details = reader.get_details(text, input_type="text")
        return [line for line in text.split("\n") if line], details.get("status") == "SUCCESS"

    return read


def main():
    read = {"PassportEye": passporteye, "fastmrz": fastmrz}[sys.argv[1]]()
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the libraries print is no answer
    files = json.load(open(sys.argv[2]))
    for file in files:
        before = cpu()
        try:
            lines, confident = read(file)
        except Exception as error:  # a picture that a peer cannot take counts as not read
            print(f"{sys.argv[1]}: {type(error).__name__}: {error}", file=sys.stderr)
            lines, confident = None, False
        print(json.dumps({"file": file, "lines": lines, "confident": confident, "cpuMs": (cpu() - before) * 1000}), file=out, flush=True)
    # Not ru_maxrss for its own: that begins with what the process held that started this one.
    own = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps({"peakMiB": (own + children) / 1024}), file=out, flush=True)


main()
