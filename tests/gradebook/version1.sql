PRAGMA application_id = 1735549284;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE checks (
        grade INTEGER NOT NULL REFERENCES grades (id),
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        severity TEXT NOT NULL,
        required INTEGER NOT NULL,
        status TEXT NOT NULL,
        code TEXT NOT NULL,
        message TEXT NOT NULL,
        sizes TEXT NOT NULL,
        PRIMARY KEY (grade, position)) WITHOUT ROWID;
INSERT INTO "checks" VALUES(1,0,'check0','wrong',1,'failed','differs','the gradient of `x` is off by 1.5','m2 n3');
INSERT INTO "checks" VALUES(1,1,'check1','wrong',1,'failed','differs','the gradient of `x` is off by 1.5','m2 n3');
INSERT INTO "checks" VALUES(2,0,'check0','wrong',1,'passed','','','m2 n3');
INSERT INTO "checks" VALUES(2,1,'check1','wrong',1,'passed','','','m2 n3');
CREATE TABLE diagnoses (
        grade INTEGER NOT NULL REFERENCES grades (id),
        position INTEGER NOT NULL,
        code TEXT NOT NULL,
        confidence TEXT NOT NULL,
        title TEXT NOT NULL,
        message TEXT NOT NULL,
        PRIMARY KEY (grade, position)) WITHOUT ROWID;
INSERT INTO "diagnoses" VALUES(1,0,'sign','exact','A sign','Its sign is flipped');
CREATE TABLE exercises (
        run INTEGER NOT NULL REFERENCES runs (id),
        position INTEGER NOT NULL,
        exercise TEXT NOT NULL,
        title TEXT NOT NULL,
        points REAL NOT NULL,
        definition TEXT NOT NULL,
        PRIMARY KEY (run, position)) WITHOUT ROWID;
INSERT INTO "exercises" VALUES(1,0,'matmul','Matmul',1.0,'1');
INSERT INTO "exercises" VALUES(1,1,'tanh','Tanh',1.0,'1');
INSERT INTO "exercises" VALUES(1,2,'matmul-nn','Matmul-Nn',1.0,'1');
INSERT INTO "exercises" VALUES(1,3,'attn','Attn',1.0,'1');
CREATE TABLE grades (
        id INTEGER PRIMARY KEY,
        submission INTEGER NOT NULL REFERENCES submissions (id),
        exercise TEXT NOT NULL,
        function TEXT NOT NULL,
        status TEXT NOT NULL,
        score REAL NOT NULL,
        max_score REAL NOT NULL,
        matched_by TEXT NOT NULL,
        location TEXT NOT NULL);
INSERT INTO "grades" VALUES(1,1,'tanh','Tanh','failed',0.5,1.0,'behaviour','cell 2, line 5');
INSERT INTO "grades" VALUES(2,2,'tanh','Tanh','passed',1.0,1.0,'behaviour','cell 2, line 5');
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO "meta" VALUES('gradgrader','0.1.0');
INSERT INTO "meta" VALUES('made','2026-11-26T09:55:29+00:00');
CREATE TABLE overrides (
        id INTEGER PRIMARY KEY,
        student TEXT NOT NULL REFERENCES students (id),
        exercise TEXT NOT NULL,
        score REAL NOT NULL,
        author TEXT NOT NULL,
        reason TEXT NOT NULL,
        made TEXT NOT NULL,
        run INTEGER NOT NULL,
        undone TEXT,
        undone_by TEXT,
        undone_run INTEGER);
INSERT INTO "overrides" VALUES(1,'ada','tanh',0.75,'Eve','orally','2026-11-26T09:55:29+00:00',1,NULL,NULL,NULL);
CREATE TABLE replacements (
        id INTEGER PRIMARY KEY,
        run INTEGER NOT NULL REFERENCES runs (id),
        student TEXT NOT NULL REFERENCES students (id),
        old_submission INTEGER REFERENCES submissions (id),
        new_submission INTEGER NOT NULL REFERENCES submissions (id),
        made TEXT NOT NULL);
INSERT INTO "replacements" VALUES(1,1,'ada',NULL,1,'2026-11-26T09:55:29+00:00');
INSERT INTO "replacements" VALUES(2,1,'ada',1,2,'2026-11-26T09:55:29+00:00');
CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL,
        seed TEXT NOT NULL,
        gradgrader TEXT NOT NULL,
        torch TEXT NOT NULL,
        isolation TEXT NOT NULL,
        strict INTEGER NOT NULL,
        options TEXT NOT NULL,
        started TEXT NOT NULL);
INSERT INTO "runs" VALUES(1,'884bc58f0afcdbc8b2c8f70236aed1373855a46f92834e1363540034662a769a','0','1.0','2.4','full',0,'usual','2025-01-01T00:00:00+00:00');
CREATE TABLE students (
        id TEXT PRIMARY KEY NOT NULL,
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        roster INTEGER NOT NULL);
INSERT INTO "students" VALUES('ada','Ada','',1);
INSERT INTO "students" VALUES('bob','','',1);
CREATE TABLE submissions (
        id INTEGER PRIMARY KEY,
        student TEXT NOT NULL REFERENCES students (id),
        run INTEGER NOT NULL REFERENCES runs (id),
        digest TEXT NOT NULL,
        key TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('current', 'earlier', 'replaced')),
        path TEXT NOT NULL,
        attempt INTEGER NOT NULL,
        late INTEGER NOT NULL,
        status TEXT NOT NULL,
        score REAL NOT NULL,
        max_score REAL NOT NULL,
        graded TEXT NOT NULL,
        report TEXT NOT NULL);
INSERT INTO "submissions" VALUES(1,'ada',1,'1','884bc58f0afcdbc8b2c8f70236aed1373855a46f92834e1363540034662a769a','earlier','ada.py',1,0,'failed',0.5,1.0,'2026-11-26T09:55:29+00:00','{"path":"a.py","status":"failed","score":0.5,"max_score":1.0,"problems":[],"unmatched":[],"grades":[{"exercise":"tanh","function":"Tanh","location":{"line":5,"end_line":null,"cell":2,"file":null},"status":"failed","score":0.5,"max_score":1.0,"matched_by":"behaviour","blocks":[{"output":"o","input":"x","status":"failed","error":1.5,"tolerance":1e-9,"note":""}],"checks":[{"check":"check0","severity":"wrong","required":true,"status":"failed","message":"the gradient of `x` is off by 1.5","code":"differs","case":"m2 n3","locations":[],"detail":"","unseen":""},{"check":"check1","severity":"wrong","required":true,"status":"failed","message":"the gradient of `x` is off by 1.5","code":"differs","case":"m2 n3","locations":[],"detail":"","unseen":""}],"diagnoses":[{"code":"sign","confidence":"exact","title":"A sign","message":"Its sign is flipped","advice":"","locations":[],"blocks":[],"checks":[]}]}],"output":"hello\n","seconds":1.5}');
INSERT INTO "submissions" VALUES(2,'ada',1,'2','884bc58f0afcdbc8b2c8f70236aed1373855a46f92834e1363540034662a769a','current','ada.py',1,0,'passed',1.0,1.0,'2026-11-26T09:55:29+00:00','{"path":"a.py","status":"passed","score":1.0,"max_score":1.0,"problems":[],"unmatched":[],"grades":[{"exercise":"tanh","function":"Tanh","location":{"line":5,"end_line":null,"cell":2,"file":null},"status":"passed","score":1.0,"max_score":1.0,"matched_by":"behaviour","blocks":[{"output":"o","input":"x","status":"passed","error":1.5,"tolerance":1e-9,"note":""}],"checks":[{"check":"check0","severity":"wrong","required":true,"status":"passed","message":"","code":"","case":"m2 n3","locations":[],"detail":"","unseen":""},{"check":"check1","severity":"wrong","required":true,"status":"passed","message":"","code":"","case":"m2 n3","locations":[],"detail":"","unseen":""}],"diagnoses":[]}],"output":"hello\n","seconds":1.5}');
CREATE UNIQUE INDEX one_current ON submissions (student) WHERE state = 'current';
CREATE UNIQUE INDEX graded_once ON submissions (student, digest, key)
        WHERE state != 'replaced';
CREATE INDEX grades_of ON grades (submission);
CREATE INDEX replacements_in ON replacements (run, student);
CREATE INDEX replacements_of ON replacements (student, run);
CREATE UNIQUE INDEX one_override ON overrides (student, exercise)
        WHERE undone IS NULL;
COMMIT;
