# hostile: uses much of the standard library, late and early
# verdict: passed
# evidence: none
import base64, collections, csv, dataclasses, datetime, decimal, enum, fractions, functools, glob
import hashlib, heapq, io, itertools, json, logging, math, operator, pathlib, pickle, pprint, random
import re, statistics, string, struct, textwrap, time, timeit, traceback, typing, uuid, warnings

import torch

logging.basicConfig(level=logging.INFO)
logging.info("%s", random.Random(0).random())
print(datetime.datetime.now().year > 2000, uuid.uuid4() != uuid.uuid4(), pathlib.Path.cwd().exists())
print(timeit.timeit(lambda: math.sin(1), number=9) >= 0, hashlib.sha256(b"x").hexdigest()[:4])


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * (1 - a * a)


import unittest, doctest, sqlite3, zoneinfo, concurrent.futures, asyncio, inspect, ast, xml.dom.minidom
