CREATE TABLE PassedEvents (
    Follower VARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    Position BIGINT NOT NULL,
    Fault NVARCHAR(200) COLLATE Latin1_General_BIN2 NOT NULL,
    PassedAt BIGINT NOT NULL,
    Tries INT NOT NULL,
    WantedAt BIGINT NULL,
    PRIMARY KEY (Follower, Position)
);
