"""The situational-judgement test: situations as data, keys, scores, the panel of experts, time. All pure."""
