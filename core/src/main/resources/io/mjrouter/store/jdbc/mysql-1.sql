-- Tasks. What is searched for has a column; all else is in the record.
CREATE TABLE IF NOT EXISTS mjr_task (
  id BIGINT NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL,
  shard SMALLINT NOT NULL,
  status VARCHAR(16) NOT NULL,
  caller VARCHAR(64) NOT NULL,
  reference_key VARCHAR(43),
  host_key BIGINT,
  created BIGINT NOT NULL,
  -- When it was stored last, by this database's clock in seconds.
  stored BIGINT NOT NULL,
  -- When it was made, and its id, while the task is open.
  open_since BIGINT,
  open_id BIGINT,
  -- The id while somebody has to look into an attempt.
  unresolved_id BIGINT,
  -- When it came to rest: it ended, or its window waits.
  rests_since BIGINT,
  -- The number of its end, and the same until its end was told.
  finish BIGINT,
  untold BIGINT,
  has_content SMALLINT NOT NULL,
  record MEDIUMBLOB NOT NULL,
  UNIQUE INDEX mjr_task_reference (reference_key),
  INDEX mjr_task_host (host_key),
  INDEX mjr_task_open (open_since, open_id),
  INDEX mjr_task_unresolved (unresolved_id),
  INDEX mjr_task_rests (rests_since),
  INDEX mjr_task_stored (stored),
  INDEX mjr_task_finish (finish),
  INDEX mjr_task_untold (untold),
  INDEX mjr_task_created (created, id),
  INDEX mjr_task_caller (caller, created, id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Pictures given by content, until a host has them.
CREATE TABLE IF NOT EXISTS mjr_content (
  task BIGINT NOT NULL,
  digest VARCHAR(43) NOT NULL,
  picture LONGBLOB NOT NULL,
  PRIMARY KEY (task, digest)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What was spent, by day.
CREATE TABLE IF NOT EXISTS mjr_spend (
  spent_on DATE NOT NULL,
  provider VARCHAR(32) NOT NULL,
  caller VARCHAR(64) NOT NULL,
  speed VARCHAR(16) NOT NULL,
  act VARCHAR(32) NOT NULL,
  state VARCHAR(16) NOT NULL,
  micros BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  PRIMARY KEY (spent_on, provider, caller, speed, act, state)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Which node looks after which shard, by this database's clock in milliseconds.
CREATE TABLE IF NOT EXISTS mjr_node (
  node VARCHAR(64) NOT NULL PRIMARY KEY,
  alive_until BIGINT NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS mjr_lease (
  shard SMALLINT NOT NULL PRIMARY KEY,
  node VARCHAR(64) NOT NULL,
  epoch BIGINT NOT NULL,
  held_until BIGINT NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What operators said of a provider.
CREATE TABLE IF NOT EXISTS mjr_mark (
  provider VARCHAR(32) NOT NULL PRIMARY KEY,
  drained SMALLINT,
  readmitted BIGINT NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- How long tasks took.
CREATE TABLE IF NOT EXISTS mjr_duration (
  taken_on DATE NOT NULL,
  provider VARCHAR(32) NOT NULL,
  speed VARCHAR(16) NOT NULL,
  act VARCHAR(32) NOT NULL,
  bucket INT NOT NULL,
  tally DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (taken_on, provider, speed, act, bucket)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Numbers and texts that all nodes share, and rows that are locked to do one thing at a time.
CREATE TABLE IF NOT EXISTS mjr_meta (
  item VARCHAR(80) NOT NULL PRIMARY KEY,
  words VARCHAR(255),
  counter BIGINT NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
-- Last and at once: where it is missing, a start was cut off and the next one goes on.
INSERT INTO mjr_meta (item, counter)
  VALUES ('finish', 0), ('caps', 0), ('leases', 0), ('schema', 1);
