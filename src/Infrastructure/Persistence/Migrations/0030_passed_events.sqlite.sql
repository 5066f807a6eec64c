CREATE TABLE PassedEvents (
    Follower TEXT NOT NULL,
    Position INTEGER NOT NULL,
    Fault TEXT NOT NULL,
    PassedAt INTEGER NOT NULL,
    Tries INTEGER NOT NULL,
    WantedAt INTEGER NULL,
    PRIMARY KEY (Follower, Position)
) WITHOUT ROWID;
