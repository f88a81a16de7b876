"""The screen «Собрать от школ»: what is asked, the form, answers that come back, who has not answered."""
